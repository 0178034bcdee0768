"""`amr` and `auth_time` in access tokens: what was proved, and when (RFC 8176, RFC 9068 §2.2.1)."""

import jwt
import pytest

from tests.accounts.wire import age
from tests.second_factors.factors import challenge_of, complete, sign_in
from tests.support import people
from tests.support.mail import token_in, wait_for_mail


def claims_of(token: str) -> dict:
    return jwt.decode(token, options={"verify_signature": False})


def test_a_password_alone(person):
    assert claims_of(person.access_token)["amr"] == ["pwd"]


def test_two_factors(api, guarded):
    assert claims_of(sign_in(api, guarded).access_token)["amr"] == ["pwd", "otp", "mfa"]


def test_a_recovery_code(api, guarded):
    outcome = complete(api, challenge_of(api, guarded.email), recoveryCode=guarded.recovery_codes[0])
    assert claims_of(outcome["accessToken"])["amr"] == ["pwd", "recovery_code", "mfa"]


def test_what_has_no_registered_value_keeps_its_name(api, person):
    api.run("sendMagicLink", input={"email": person.email})
    token = token_in(wait_for_mail(api, person.email, subject="sign-in link"))
    outcome = api.run("signInWithMagicLink", input={"token": token})
    assert claims_of(outcome["accessToken"])["amr"] == ["magic_link"]


def test_a_factor_that_was_just_enrolled_tells_with_the_next_token(api, guarded):
    assert claims_of(guarded.person.access_token)["amr"] == ["pwd"]
    refreshed = api.run("refresh", input={"refreshToken": guarded.person.refresh_token})
    assert claims_of(refreshed["accessToken"])["amr"] == ["pwd", "otp", "mfa"]


@pytest.mark.parametrize("proof", ["totp", "password"])
def test_auth_time_is_of_the_latest_proof(api, database, guarded, proof):
    person = sign_in(api, guarded)
    began = claims_of(person.access_token)["auth_time"]
    age(database, person.session_id)
    proofs = {"totp": guarded.authenticator.code(), "password": person.password}
    outcome = person.api.run("reauthenticate", input={proof: proofs[proof]})
    claims = claims_of(outcome["accessToken"])
    assert claims["auth_time"] >= began
    assert claims["amr"] == ["pwd", "otp", "mfa"]


def test_a_mailbox_and_a_password_are_not_two_factors(api, person):
    """Whoever holds the mailbox sets the password."""
    api.run("sendMagicLink", input={"email": person.email})
    token = token_in(wait_for_mail(api, person.email, subject="sign-in link"))
    mailed = people.person_of(api, api.run("signInWithMagicLink", input={"token": token}), person.email)
    outcome = mailed.api.run("reauthenticate", input={"password": person.password})
    assert claims_of(outcome["accessToken"])["amr"] == ["magic_link", "pwd"]

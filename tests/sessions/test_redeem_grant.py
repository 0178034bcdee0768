"""redeemGrant: a session for a one-time grant, for whoever began the flow."""

import hashlib
import secrets
from base64 import urlsafe_b64encode

import pytest

from tests.accounts.wire import HARD_TEXTS, PAST, execute_escaped, run_escaped
from tests.support.mail import token_in, wait_for_mail
from tests.support.people import PASSWORD, sign_up

VERIFIER = secrets.token_urlsafe(48)
CHALLENGE = urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")


def grant_from(api, **wish):
    email = sign_up(api, **wish)
    return api.run("verifyEmail", input={"token": token_in(wait_for_mail(api, email))})["grant"]


def redeem(api, grant, **more):
    return api.run("redeemGrant", input={"grant": grant, **more})


def test_a_session_without_typing_the_password(api):
    outcome = redeem(api, grant_from(api))
    assert (outcome["__typename"], outcome["session"]["methods"]) == ("SignedIn", ["email"])
    assert api.as_(outcome["accessToken"]).run("me")["emailVerified"] is True
    assert api.run("refresh", input={"refreshToken": outcome["refreshToken"]})["__typename"] == "SignedIn"


def test_of_fifty_parallel_uses_one_wins(api):
    answers = api.execute_together(50, "redeemGrant", input={"grant": grant_from(api)})
    names = [answer.data["redeemGrant"]["__typename"] for answer in answers]
    assert (names.count("SignedIn"), names.count("InvalidToken")) == (1, 49)


def test_it_works_once(api, database):
    grant = grant_from(api)
    redeem(api, grant)
    with database.unchanged():
        assert redeem(api, grant)["__typename"] == "InvalidToken"


def test_a_lapsed_one(api, database):
    grant = grant_from(api)
    database.execute("UPDATE one_time_tokens SET expires_at = ? WHERE purpose = ?", PAST, "grant")
    with database.unchanged():
        assert redeem(api, grant)["__typename"] == "InvalidToken"


def test_a_challenge_asks_for_its_verifier(api, database):
    grant = grant_from(api, codeChallenge=CHALLENGE)
    with database.unchanged():
        for more in (
            {},
            {"codeVerifier": None},
            {"codeVerifier": CHALLENGE},
            {"codeVerifier": VERIFIER[:-1]},
            {"codeVerifier": ""},
        ):
            assert redeem(api, grant, **more)["__typename"] == "InvalidToken"
    assert redeem(api, grant, codeVerifier=VERIFIER)["__typename"] == "SignedIn"


def test_a_verifier_asks_for_a_challenge(api, database):
    """Somebody took the challenge out of the request that began the flow."""
    grant = grant_from(api)
    with database.unchanged():
        assert redeem(api, grant, codeVerifier=VERIFIER)["__typename"] == "InvalidToken"


def test_a_deactivated_person(api, database):
    email = sign_up(api)
    grant = api.run("verifyEmail", input={"token": token_in(wait_for_mail(api, email))})["grant"]
    database.execute("UPDATE users SET is_active = ? WHERE email = ?", False, email)
    assert redeem(api, grant)["__typename"] == "AccountDeactivated"
    assert database.count("sessions", "user_id IN (SELECT id FROM users WHERE email = ?)", email) == 0


def test_a_password_reset_kills_it(api):
    email = sign_up(api, password=PASSWORD)
    grant = api.run("verifyEmail", input={"token": token_in(wait_for_mail(api, email))})["grant"]
    api.run("requestPasswordReset", input={"email": email})
    proof = {"token": token_in(wait_for_mail(api, email, subject="new password"))}
    api.run("resetPassword", input={"proof": proof, "newPassword": "copper-lantern-sings-9"})
    assert redeem(api, grant)["__typename"] == "InvalidToken"


@pytest.mark.parametrize("text", ["", "at_", "at_" + "A" * 43, *HARD_TEXTS.values()], ids=lambda text: repr(text[:9]))
def test_what_is_no_grant(api, database, text):
    with database.unchanged():
        assert run_escaped(api, "redeemGrant", input={"grant": text})["__typename"] == "InvalidToken"
        refused = run_escaped(api, "redeemGrant", input={"grant": "at_x", "codeVerifier": text})
        assert refused["__typename"] == "InvalidToken"


@pytest.mark.parametrize("sent", [{}, {"grant": None}, {"grant": 5}, {"grant": "a", "codeVerifier": 5}])
def test_a_wrong_shape(api, database, sent):
    with database.unchanged():
        assert execute_escaped(api, "redeemGrant", input=sent).code == "BAD_USER_INPUT"

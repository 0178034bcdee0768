"""An account comes back to its owner with the factors that were theirs, and none that a stranger enrolled."""

import pytest

from tests.accounts.test_undo_email_change import NEW_PASSWORD, taken_over, undo
from tests.second_factors.factors import challenge_of, code_of, complete, enroll
from tests.support.mail import token_in, wait_for_mail
from tests.support.people import PASSWORD, new_email, sign_in


def with_new_password(api, outcome):
    proof = {"proof": {"token": outcome["resetToken"]}, "newPassword": NEW_PASSWORD}
    assert api.run("resetPassword", input=proof)["__typename"] == "PasswordChanged"


def test_a_thiefs_factor_goes_with_the_thiefs_address(api, person):
    secret = person.api.run("enrollTotp")["secret"]
    way_back = taken_over(api, person)
    assert person.api.run("confirmTotp", code=code_of(secret))["__typename"] == "RecoveryCodes"
    with_new_password(api, undo(api, way_back))
    assert sign_in(api, person.email, NEW_PASSWORD).api.run("me")["secondFactors"] == []


def test_the_owners_factor_stays(api, guarded):
    """Or an old mailbox would be a way around it."""
    way_back = taken_over(api, guarded.person)
    with_new_password(api, undo(api, way_back))
    challenge = challenge_of(api, guarded.email, NEW_PASSWORD)
    assert complete(api, challenge, recoveryCode=guarded.recovery_codes[0])["__typename"] == "SignedIn"


def test_a_thiefs_recovery_codes_go(api, guarded):
    way_back = taken_over(api, guarded.person)
    codes = guarded.api.run("regenerateRecoveryCodes")["codes"]
    with_new_password(api, undo(api, way_back))
    asked = api.run("signIn", input={"email": guarded.email, "password": NEW_PASSWORD})
    assert asked["methods"] == ["TOTP"]
    assert complete(api, asked["challenge"], recoveryCode=codes[0])["__typename"] == "InvalidCode"
    assert complete(api, asked["challenge"], totp=guarded.authenticator.code())["__typename"] == "SignedIn"


@pytest.fixture
def squatted(open_server):
    """A stranger's account under the owner's address, where that asks for no proof; with the stranger's factor."""
    email = new_email()
    outcome = open_server.api.run("signUp", input={"email": email, "password": PASSWORD})
    stranger = sign_in(open_server.api, email)
    assert outcome["user"]["id"] == stranger.user_id
    return enroll(stranger, open_server.database)


def test_the_first_proof_of_the_mailbox_by_a_reset_strips_it(open_server, squatted):
    api = open_server.api
    api.run("requestPasswordReset", input={"email": squatted.email})
    proof = {"token": token_in(wait_for_mail(api, squatted.email, subject="new password"))}
    api.run("resetPassword", input={"proof": proof, "newPassword": NEW_PASSWORD})
    assert sign_in(api, squatted.email, NEW_PASSWORD).api.run("me")["secondFactors"] == []


def test_a_later_reset_leaves_it(api, guarded):
    api.run("requestPasswordReset", input={"email": guarded.email})
    proof = {"token": token_in(wait_for_mail(api, guarded.email, subject="new password"))}
    api.run("resetPassword", input={"proof": proof, "newPassword": NEW_PASSWORD})
    assert challenge_of(api, guarded.email, NEW_PASSWORD)

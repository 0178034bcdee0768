"""What changes after a request has looked and before it writes: it is answered as if the change had come first."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.accounts.wire import PAST
from tests.passkeys.ceremonies import add, begin_sign_in
from tests.phones.callers import new_phone
from tests.races.outcomes import name_of
from tests.second_factors.factors import challenge_of, enroll
from tests.support.api import together
from tests.support.authenticator import Authenticator
from tests.support.mail import token_in, wait_for_mail
from tests.support.people import PASSWORD, new_email

pytestmark = pytest.mark.parametrize("size", ["quick"], indirect=True, scope="module")
# For a request to read all that it reads.
READING_SECONDS = 0.3
DELETED = "DELETE FROM users WHERE id = ?"
DEACTIVATED = "UPDATE users SET is_active = false WHERE id = ?"


@pytest.fixture
def meanwhile(database):
    """`meanwhile(request, statement, *values)`: how the request ends where the statement comes in between.

    `holding`: the one table that it waits to write to.
    """

    def answered(request, statement, *values, holding=()):
        database.settle()
        with ThreadPoolExecutor(1) as sender, database.held(*holding) as change:
            coming = sender.submit(together, [request])
            time.sleep(READING_SECONDS)
            change(statement, *values)
        (answer,) = coming.result()
        return answer.reason or name_of(answer)

    return answered


@pytest.fixture(scope="module")
def other(newcomer):
    """Who takes what the request wants."""
    return newcomer()


@pytest.fixture
def person(newcomer):
    return newcomer()


@pytest.mark.parametrize(("operation", "column"), [("signUp", "email"), ("signUpWithPhone", "phone")])
def test_somebody_else_signs_up(api, database, other, meanwhile, operation, column):
    wanted = new_email() if column == "email" else new_phone()
    request = api.request(operation, input={column: wanted, "password": PASSWORD})
    taken = f"UPDATE users SET {column} = ? WHERE id = ?"
    assert meanwhile(request, taken, wanted, other.user_id) == "VerificationRequired"
    assert database.row(f"SELECT id FROM users WHERE {column} = ?", wanted)["id"] == other.user_id


def test_somebody_else_takes_the_new_address(api, database, person, other, meanwhile):
    wanted = new_email()
    person.api.run("changeEmail", input={"email": wanted})
    request = api.request("verifyEmail", input={"token": token_in(wait_for_mail(api, wanted))})
    assert meanwhile(request, "UPDATE users SET email = ? WHERE id = ?", wanted, other.user_id) == "InvalidToken"
    assert database.row("SELECT email FROM users WHERE id = ?", person.user_id)["email"] == person.email


def by_magic_link(api, database, person):
    api.run("sendMagicLink", input={"email": person.email})
    return api.request("signInWithMagicLink", input={"token": token_in(wait_for_mail(api, person.email))})


def by_passkey(api, database, person):
    authenticator = Authenticator(api.url)
    add(person, authenticator)
    begun = begin_sign_in(api)
    credential = authenticator.get(begun["options"])
    return api.request("finishPasskeySignIn", input={"challenge": begun["challenge"], "credential": credential})


def by_second_factor(api, database, person):
    guarded = enroll(person, database)
    challenge = challenge_of(api, person.email)
    return api.request("completeMfa", input={"challenge": challenge, "proof": {"totp": guarded.authenticator.code()}})


@pytest.mark.parametrize("prove", [by_magic_link, by_passkey, by_second_factor])
def test_somebody_is_deactivated_on_the_way_in(api, database, person, meanwhile, prove):
    sessions = database.count("sessions", "user_id = ?", person.user_id)
    # The other one, where a request comes to read only after the change.
    answer = meanwhile(prove(api, database, person), DEACTIVATED, person.user_id)
    assert answer in ("InvalidToken", "AccountDeactivated")
    assert database.count("sessions", "user_id = ?", person.user_id) == sessions


def test_the_password_is_gone_before_the_second_factor_is_asked_for(api, database, person, meanwhile):
    enroll(person, database)
    request = api.request("signIn", input={"email": person.email, "password": PASSWORD})
    gone = "UPDATE users SET password_hash = NULL WHERE id = ?"
    assert meanwhile(request, gone, person.user_id) == "InvalidCredentials"


@pytest.mark.parametrize(
    ("operation", "wish"),
    [
        ("updateProfile", {"input": {"fullName": "Ada"}}),
        ("unlinkProvider", {"provider": "google"}),
        ("deletePasskey", {"id": "nobody's"}),
    ],
)
def test_ones_own_account_is_deleted(person, meanwhile, operation, wish):
    person.api.run("me")
    assert meanwhile(person.api.request(operation, **wish), DELETED, person.user_id) == "SESSION_ENDED"


@pytest.mark.parametrize(
    ("operation", "wish"),
    [
        ("activateUser", lambda id_: {"id": id_}),
        ("deactivateUser", lambda id_: {"id": id_}),
        ("updateUser", lambda id_: {"input": {"id": id_, "fullName": "Ada"}}),
    ],
)
def test_somebodys_account_is_deleted(admin, person, meanwhile, operation, wish):
    assert meanwhile(admin.api.request(operation, **wish(person.user_id)), DELETED, person.user_id) == "NotFound"


def test_an_organisation_is_deleted(person, meanwhile):
    org = person.api.run("createOrg", input={"name": "Anvils"})
    request = person.api.request("updateOrg", input={"orgId": org["id"], "name": "Hammers"})
    assert meanwhile(request, "DELETE FROM orgs WHERE id = ?", org["id"]) == "NOT_FOUND"


@pytest.mark.parametrize("operation", ["rotateApiKey", "revokeApiKey"])
def test_a_key_is_revoked(admin, meanwhile, operation):
    key = admin.api.run("createApiKey", input={"name": "Anvils", "kind": "SECRET"})["apiKey"]
    revoked = "UPDATE api_keys SET revoked_at = ? WHERE id = ?"
    assert meanwhile(admin.api.request(operation, id=key["id"]), revoked, PAST, key["id"]) == "NotFound"


def test_somebody_is_deleted_who_is_added(person, newcomer, meanwhile):
    org = person.api.run("createOrg", input={"name": "Anvils"})
    added = newcomer()
    request = person.api.request("addMember", input={"orgId": org["id"], "userId": added.user_id})
    assert meanwhile(request, DELETED, added.user_id, holding=["memberships"]) == "NotFound"


@pytest.mark.parametrize(
    ("operation", "answer"),
    [("acceptInvite", "InvalidToken"), ("declineInvite", "InvalidToken"), ("revokeInvite", "NotFound")],
)
def test_an_invitation_is_declined(person, newcomer, meanwhile, operation, answer):
    org, invited = person.api.run("createOrg", input={"name": "Anvils"}), newcomer()
    sent = person.api.run("invite", input={"orgId": org["id"], "email": invited.email})
    invite = {"inviteId": sent["invite"]["id"]}
    request = (
        person.api.request(operation, input={"orgId": org["id"], **invite})
        if operation == "revokeInvite"
        else invited.api.request(operation, input=invite)
    )
    declined = "UPDATE invites SET status = 'DECLINED', pending_key = NULL, digest = NULL WHERE id = ?"
    assert meanwhile(request, declined, invite["inviteId"], holding=["invites"]) == answer

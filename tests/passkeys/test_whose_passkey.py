"""Passkeys go with the account, and with whoever turns out to own its mailbox."""

from tests.passkeys.ceremonies import add, sign_in
from tests.support.authenticator import Authenticator
from tests.support.mail import token_in, wait_for_mail
from tests.support.people import PASSWORD, new_email, person_of

NEW_PASSWORD = "harbour-of-quiet-lanterns"


def stranger_on(server, email):
    """Somebody who signed up with another person's address, where nobody need prove one."""
    outcome = server.api.run("signUp", input={"email": email, "password": PASSWORD})
    return person_of(server.api, outcome, email)


def open_to_all(make_server):
    return make_server(REQUIRE_VERIFICATION="false")


def test_the_first_proof_of_the_mailbox_drops_a_strangers(make_server):
    server, email = open_to_all(make_server), new_email()
    device = Authenticator(server.url)
    add(stranger_on(server, email), device)
    assert sign_in(server.api, device)["__typename"] == "SignedIn"
    server.api.run("requestPasswordReset", input={"email": email})
    token = token_in(wait_for_mail(server.api, email, subject="new password"))
    server.api.run("resetPassword", input={"proof": {"token": token}, "newPassword": NEW_PASSWORD})
    assert sign_in(server.api, device)["__typename"] == "InvalidToken"
    owner = server.api.run("signIn", input={"email": email, "password": NEW_PASSWORD})
    assert owner["__typename"] == "SignedIn"


def test_the_way_back_from_a_changed_address_drops_a_thiefs(server, person):
    device, changed = Authenticator(server.url), new_email("thief")
    add(person, device)
    person.api.run("changeEmail", input={"email": changed})
    server.api.run("verifyEmail", input={"token": token_in(wait_for_mail(server.api, changed))})
    late = Authenticator(server.url)
    add(person, late)
    token = token_in(wait_for_mail(server.api, person.email, subject="changed"))
    assert server.api.run("undoEmailChange", token=token)["__typename"] == "PasswordResetRequired"
    assert sign_in(server.api, late)["__typename"] == "InvalidToken"
    assert sign_in(server.api, device)["__typename"] == "SignedIn"


def test_an_export_holds_them_without_the_key(holder):
    (passkey,) = holder.api.run("{ accountExport }")["accountExport"]["passkeys"]
    assert set(passkey) == {
        "credentialId", "name", "signCount", "transports", "backupEligible", "backedUp", "createdAt", "lastUsedAt",
    }  # fmt: skip
    assert passkey["transports"] == ["hybrid", "internal"]

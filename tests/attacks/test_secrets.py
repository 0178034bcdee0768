"""Item 8: what people type and what we hand out is in no row, no line of the log, no answer to others, no repr."""

import pytest

from server.settings import Settings
from tests.passkeys.ceremonies import begin_registration
from tests.second_factors.factors import challenge_of, new_guarded
from tests.support.mail import code_in, link_in, token_in, wait_for_mail
from tests.support.people import PASSWORD, make_staff, new_email, sign_in, sign_up

pytestmark = pytest.mark.one_engine

NEW, WRONG = "copper-lantern-sings-9", "wrong-and-secret-1"


def test_nothing_typed_or_given_is_kept_as_it_is(start_server):
    server = start_server(DEBUG="true")
    secrets = [*of_an_account(server), *of_second_factors(server), *of_organisations_and_keys(server)]
    server.database.settle()
    # The mailbox of development is there to be read.
    tables = {name: rows for name, rows in server.database.snapshot().items() if name != "mailbox"}
    kept = repr(tables) + server.log
    assert len(set(secrets)) == len(secrets) > 20
    assert [secret for secret in secrets if secret in kept] == []


def of_an_account(server):
    api, email = server.api, sign_up(server.api)
    mail = wait_for_mail(api, email)
    grant = api.run("verifyEmail", input={"token": token_in(mail)})["grant"]
    by_grant = api.run("redeemGrant", input={"grant": grant})
    person = sign_in(api, email)
    api.run("signIn", input={"email": email, "password": WRONG})
    api.run("sendMagicLink", input={"email": email})
    link = wait_for_mail(api, email, subject="sign")
    api.http.get(link_in(link))
    fresh = api.run("refresh", input={"refreshToken": person.refresh_token})
    person.api.run("changeEmail", input={"email": (to := new_email())})
    change = wait_for_mail(api, to)
    api.run("requestPasswordReset", input={"email": email})
    reset = wait_for_mail(api, email, subject="new password")
    api.run("resetPassword", input={"proof": {"token": token_in(reset)}, "newPassword": NEW})
    mails = [text for each in (mail, link, change, reset) for text in (token_in(each), code_in(each))]
    sessions = [answer[token] for answer in (by_grant, fresh) for token in ("accessToken", "refreshToken")]
    return [PASSWORD, WRONG, NEW, grant, person.access_token, person.refresh_token, *mails, *sessions]


def of_second_factors(server):
    guarded = new_guarded(server.api, server.database)
    challenge = challenge_of(server.api, guarded.email)
    server.api.run("completeMfa", input={"challenge": challenge, "proof": {"recoveryCode": guarded.recovery_codes[0]}})
    registration = begin_registration(guarded.person)["challenge"]
    return [challenge, registration, guarded.authenticator.secret, *guarded.recovery_codes]


def of_organisations_and_keys(server):
    admin = make_staff(server)
    org = admin.api.run("createOrg", input={"name": "Acme"})
    invited = admin.api.run("invite", input={"orgId": org["id"], "email": new_email()})
    server.api.run("invitePreview", token=(token := invited["link"].rpartition("token=")[2]))
    key = admin.api.run("createApiKey", input={"name": "Back end"})["key"]
    server.api.as_(key).run("apiKeys")
    return [token, key, admin.access_token, admin.refresh_token]


def test_settings_hide_secrets_in_their_repr():
    key, password = "a-secret-key-of-32-bytes-0123456789", "smtp-password-0815"
    settings = Settings(secret_key=key, smtp_password=password)
    assert [value for value in (key, password) if value in repr(settings) + str(settings)] == []

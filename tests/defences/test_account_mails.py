"""Mails that tell the owner what happened to the account, each once, with a way back."""

import pytest

from tests.support.mail import link_in, mails_to, token_in, wait_for_mail
from tests.support.people import PASSWORD, new_email, sign_in, sign_up, sign_up_verified

NEW_PASSWORD = "another-tractor-43"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
FIREFOX_UPDATED = FIREFOX.replace("140", "141")
SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.0 Mobile/15E148 Safari/604.1"
)


def subjects(api, database, email):
    database.settle()
    return [mail.subject for mail in mails_to(api, email)]


def about(api, database, email, words):
    return [subject for subject in subjects(api, database, email) if words in subject.lower()]


def test_a_changed_password_is_told_once(api, person, database):
    person.api.run("changePassword", input={"currentPassword": PASSWORD, "newPassword": NEW_PASSWORD})
    mail = wait_for_mail(api, person.email, subject="password")
    assert "127.0.0.1" in mail.text
    assert link_in(mail).endswith("/auth/forgot")
    assert NEW_PASSWORD not in mail.text + mail.html
    api.run("requestPasswordReset", input={"email": person.email})
    proof = {"token": token_in(wait_for_mail(api, person.email, subject="new password"))}
    api.run("resetPassword", input={"proof": proof, "newPassword": PASSWORD})
    assert len(about(api, database, person.email, "password was changed")) == 2


def test_a_refused_change_is_not_told(api, person, database):
    person.api.run("changePassword", input={"currentPassword": "wrong", "newPassword": NEW_PASSWORD})
    assert len(subjects(api, database, person.email)) == 1


def test_a_changed_address_is_told_to_the_old_one_with_a_way_back(api, person, database):
    new = new_email("new")
    person.api.run("changeEmail", input={"email": new})
    assert about(api, database, person.email, "email address of your") == []
    api.run("verifyEmail", input={"token": token_in(wait_for_mail(api, new))})
    mail = wait_for_mail(api, person.email, subject="email address of your")
    assert "/auth/undo-email-change?token=" in link_in(mail)
    undone = api.run("undoEmailChange", token=token_in(mail))
    assert (undone["__typename"], undone["email"]) == ("PasswordResetRequired", person.email)
    assert person.api.execute("me").reason == "SESSION_ENDED"
    assert about(api, database, new, "email address of your") == []


def test_a_new_device_is_told_and_a_known_one_is_not(server, api, database):
    email = sign_up(api.with_headers(User_Agent=FIREFOX))
    code = wait_for_mail(api, email)
    api.run("verifyEmail", input={"token": token_in(code)})
    first = api.with_headers(User_Agent=FIREFOX)
    sign_in(first, email)
    sign_in(first, email)
    sign_in(api.with_headers(User_Agent=FIREFOX_UPDATED), email)
    assert about(api, database, email, "sign-in") == []
    sign_in(api.with_headers(User_Agent=SAFARI), email)
    mail = wait_for_mail(api, email, subject="sign-in")
    assert "Mobile Safari on iOS" in mail.text
    sign_in(api.with_headers(User_Agent=SAFARI), email)
    assert len(about(api, database, email, "sign-in")) == 1


def test_only_the_first_lock_is_told(start_server):
    server = start_server(LOCKOUT_FIRST="1s")
    person = sign_up_verified(server.api)
    for _ in range(5):
        server.api.run("signIn", input={"email": person.email, "password": "wrong"})
    mail = wait_for_mail(server.api, person.email, subject="locked")
    assert link_in(mail).endswith("/auth/forgot")
    locks = 0
    while locks == 0:
        outcome = server.api.run("signIn", input={"email": person.email, "password": "wrong"})
        locks += outcome["__typename"] == "InvalidCredentials"
    assert server.database.count("audit_events", "type = ?", "auth.account_locked") == 2
    assert len(about(server.api, server.database, person.email, "locked")) == 1


@pytest.mark.parametrize("verified", [True, False])
def test_a_lock_of_nobody_or_of_an_unproved_address_sends_nothing(server, api, database, verified):
    email = new_email() if verified else sign_up(api)
    before = subjects(api, database, email)
    outcomes = [api.run("signIn", input={"email": email, "password": "wrong"})["__typename"] for _ in range(6)]
    assert outcomes == ["InvalidCredentials"] * 5 + ["AccountLocked"]
    assert subjects(api, database, email) == before

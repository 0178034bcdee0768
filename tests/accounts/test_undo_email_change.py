"""undoEmailChange: the way back for whom a thief took the account from."""

import pytest

from tests.accounts.wire import HARD_TEXTS, events, run_escaped
from tests.support.mail import link_in, token_in, wait_for_mail
from tests.support.people import PASSWORD, new_email, sign_in

NEW_PASSWORD = "copper-lantern-sings-9"


def taken_over(api, person, *, to=None):
    """Somebody with the person's session changes the address. Answers the way back from the mail to the old one."""
    to = to or new_email("thief")
    old = person.api.run("me")["email"]
    person.api.run("changeEmail", input={"email": to})
    api.run("verifyEmail", input={"token": token_in(wait_for_mail(api, to))})
    return wait_for_mail(api, old, subject="was changed")


def undo(api, mail):
    return api.run("undoEmailChange", token=token_in(mail))


def test_the_old_address_is_back_and_everyone_is_out(api, server, person, database):
    mail = taken_over(api, person)
    assert link_in(mail).startswith(f"{server.url}/auth/undo-email-change?token=")
    outcome = undo(api, mail)
    assert (outcome["__typename"], outcome["email"]) == ("PasswordResetRequired", person.email)
    answer = person.api.execute("me")
    assert (answer.code, answer.reason) == ("UNAUTHENTICATED", "SESSION_ENDED")
    assert api.run("refresh", input={"refreshToken": person.refresh_token})["__typename"] == "InvalidToken"
    refused = api.run("signIn", input={"email": person.email, "password": PASSWORD})
    assert refused["__typename"] == "InvalidCredentials"
    proof = {"proof": {"token": outcome["resetToken"]}, "newPassword": NEW_PASSWORD}
    assert api.run("resetPassword", input=proof)["__typename"] == "PasswordChanged"
    assert sign_in(api, person.email, NEW_PASSWORD).user_id == person.user_id
    assert events(database, person.user_id).count("email_change_undone") == 1


def test_it_works_once(api, person, database):
    mail = taken_over(api, person)
    undo(api, mail)
    with database.unchanged():
        assert undo(api, mail)["__typename"] == "InvalidToken"


def test_a_thief_cannot_end_the_way_back_by_a_new_password(api, person):
    thief = new_email("thief")
    mail = taken_over(api, person, to=thief)
    change = {"currentPassword": PASSWORD, "newPassword": NEW_PASSWORD}
    assert person.api.run("changePassword", input=change)["__typename"] == "PasswordChanged"
    api.run("requestPasswordReset", input={"email": thief})
    reset = {"token": token_in(wait_for_mail(api, thief, subject="new password"))}
    assert api.run("resetPassword", input={"proof": reset, "newPassword": PASSWORD})["__typename"] == "PasswordChanged"
    assert undo(api, mail)["email"] == person.email


def test_a_thief_cannot_end_the_way_back_by_another_change(api, person):
    first, second = new_email("thief"), new_email("thief")
    mail = taken_over(api, person, to=first)
    thiefs_mail = taken_over(api, person, to=second)
    assert undo(api, mail)["email"] == person.email
    assert undo(api, thiefs_mail)["__typename"] == "InvalidToken"


def test_a_thief_who_goes_one_step_back_leaves_the_owners_way_open(api, person):
    first, second = new_email("thief"), new_email("thief")
    mail = taken_over(api, person, to=first)
    assert undo(api, taken_over(api, person, to=second))["email"] == first
    assert undo(api, mail)["email"] == person.email


def test_an_address_that_somebody_else_has_by_now(api, person, newcomer, database):
    mail = taken_over(api, person)
    other = newcomer()
    other.api.run("changeEmail", input={"email": person.email})
    api.run("verifyEmail", input={"token": token_in(wait_for_mail(api, person.email, subject="confirm your new"))})
    with database.unchanged():
        assert undo(api, mail)["__typename"] == "InvalidToken"
    assert person.api.run("me")["email"] != person.email


def test_of_parallel_uses_one_wins(api, person):
    token = token_in(taken_over(api, person))
    answers = api.execute_together(20, "undoEmailChange", token=token)
    names = [answer.data["undoEmailChange"]["__typename"] for answer in answers]
    assert (names.count("PasswordResetRequired"), names.count("InvalidToken")) == (1, 19)


@pytest.mark.parametrize("text", ["", "nonsense", *HARD_TEXTS.values()], ids=lambda text: repr(text[:9]))
def test_what_is_no_token(api, database, text):
    with database.unchanged():
        assert run_escaped(api, "undoEmailChange", token=text)["__typename"] == "InvalidToken"

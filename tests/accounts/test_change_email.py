"""changeEmail: asked by the viewer, proved by the new mailbox, told to the old one."""

import pytest

from tests.accounts.wire import HARD_TEXTS, age, events, run_escaped
from tests.support.api import together
from tests.support.mail import code_in, mails_to, token_in, wait_for_mail
from tests.support.people import PASSWORD, new_email, sign_in, sign_up, sign_up_verified


def change(person, email):
    outcome = person.api.run("changeEmail", input={"email": email})
    assert outcome == {"__typename": "EmailSent", "email": email}
    return wait_for_mail(person.api, email, subject="new email address")


def test_the_new_address_takes_over_once_proved(api, person, database):
    new = new_email("new")
    mail = change(person, new)
    assert person.api.run("me")["email"] == person.email
    assert api.run("verifyEmail", input={"token": token_in(mail)}) == {
        "__typename": "EmailVerified",
        "email": new,
        "grant": None,
    }
    assert (person.api.run("me")["email"], person.api.run("me")["emailVerified"]) == (new, True)
    assert sign_in(api, new).user_id == person.user_id
    refused = api.run("signIn", input={"email": person.email, "password": PASSWORD})
    assert refused["__typename"] == "InvalidCredentials"
    assert wait_for_mail(api, person.email, subject="was changed")
    assert events(database, person.user_id).count("email_changed") == 1


def test_the_code_does_as_well(api, person):
    new = new_email("new")
    mail = change(person, new)
    outcome = api.run("verifyEmail", input={"code": {"email": new, "code": code_in(mail)}})
    assert outcome["email"] == new


def test_a_taken_address_answers_alike_and_gets_no_mail(api, newcomer, database):
    one, other = newcomer(), newcomer()
    waiting = sign_up(api)
    database.settle()
    answers = set()
    for email in (new_email(), other.email, waiting):
        answer = one.api.execute("changeEmail", input={"email": email})
        answers.add((answer.status, answer.text.replace(email, "them")))
    assert len(answers) == 1
    database.settle()
    assert (len(mails_to(api, other.email)), len(mails_to(api, waiting))) == (1, 1)


def test_the_old_links_are_dead_after_the_change(api, person):
    api.run("requestPasswordReset", input={"email": person.email})
    reset = token_in(wait_for_mail(api, person.email, subject="new password"))
    api.run("verifyEmail", input={"token": token_in(change(person, new_email("new")))})
    refused = api.run("resetPassword", input={"proof": {"token": reset}, "newPassword": "another-tractor-43"})
    assert refused["__typename"] == "InvalidToken"


def test_a_second_wish_replaces_the_first(api, person):
    first = change(person, new_email("first"))
    second = change(person, new_email("second"))
    assert api.run("verifyEmail", input={"token": token_in(first)})["__typename"] == "InvalidToken"
    assert api.run("verifyEmail", input={"token": token_in(second)})["__typename"] == "EmailVerified"


def test_of_two_who_want_one_address_one_gets_it(api, newcomer, database):
    for _ in range(5):
        wanted, two = new_email("wanted"), [newcomer(), newcomer()]
        tokens = []
        for number, person in enumerate(two, 1):
            person.api.run("changeEmail", input={"email": wanted})
            tokens.append(token_in(wait_for_mail(api, wanted, count=number)))
        outcomes = together([api.request("verifyEmail", input={"token": token}) for token in tokens])
        names = sorted(outcome.data["verifyEmail"]["__typename"] for outcome in outcomes)
        assert names == ["EmailVerified", "InvalidToken"]
        assert database.count("users", "email = ?", wanted) == 1


def test_who_signed_in_long_ago_proves_it_again(server, api, database):
    person = sign_up_verified(api)
    age(database, person.session_id)
    with database.unchanged():
        assert person.api.execute("changeEmail", input={"email": new_email()}).code == "REAUTHENTICATION_REQUIRED"
    again = person.api.run("reauthenticate", input={"password": PASSWORD})
    assert change(sign_in(api, person.email), new_email())
    assert api.as_(again["accessToken"]).run("changeEmail", input={"email": new_email()})["__typename"] == "EmailSent"


def test_a_stranger_is_refused(api, database):
    with database.unchanged():
        assert api.execute("changeEmail", input={"email": new_email()}).code == "UNAUTHENTICATED"


@pytest.mark.parametrize("email", ["", "nobody", *HARD_TEXTS.values()], ids=lambda text: repr(text[:9]))
def test_what_is_no_address(person, database, email):
    with database.unchanged():
        refused = run_escaped(person.api, "changeEmail", input={"email": email})
    assert (refused["__typename"], refused["fields"][0]["path"]) == ("InvalidInput", "email")


def test_a_redirect_that_is_not_allowed(person, database):
    with database.unchanged():
        refused = person.api.run("changeEmail", input={"email": new_email(), "redirectUrl": "https://evil.example"})
    assert refused["__typename"] == "RedirectNotAllowed"


def test_without_mail_it_cannot_be_proved(mute_server):
    api = mute_server.api
    token = api.run("signUp", input={"email": new_email(), "password": PASSWORD})["accessToken"]
    with mute_server.database.unchanged():
        refused = api.as_(token).run("changeEmail", input={"email": new_email()})
    assert (refused["__typename"], refused["fields"][0]["path"]) == ("InvalidInput", "email")

"""changePassword: by the current one; tokens from before are refused."""

import pytest

from tests.accounts.wire import HALF, HARD_TEXTS, LONG, NUL, events, execute_escaped, run_escaped
from tests.support.api import together
from tests.support.mail import wait_for_mail
from tests.support.people import PASSWORD, sign_in

NEW = "copper-lantern-sings-9"
COUNTERS = ("attempts", "audit_events", "audit_personal")


def change(person, new=NEW, current=PASSWORD, **more):
    return person.api.run("changePassword", input={"currentPassword": current, "newPassword": new, **more})


def test_the_other_sessions_end_and_this_one_refreshes(api, person, database):
    other = sign_in(api, person.email)
    assert other.api.run("me")
    assert change(person) == {"__typename": "PasswordChanged", "sessionsRevoked": 1}
    assert other.api.execute("me").reason == "SESSION_ENDED"
    assert api.run("refresh", input={"refreshToken": other.refresh_token})["__typename"] == "InvalidToken"
    assert person.api.execute("me").reason == "TOKEN_EXPIRED"
    renewed = api.run("refresh", input={"refreshToken": person.refresh_token})
    assert api.as_(renewed["accessToken"]).run("me")["id"] == person.user_id
    assert sign_in(api, person.email, NEW)
    refused = api.run("signIn", input={"email": person.email, "password": PASSWORD})
    assert refused["__typename"] == "InvalidCredentials"
    assert wait_for_mail(api, person.email, subject="was changed")
    assert events(database, person.user_id).count("password_changed") == 1


def test_the_other_sessions_may_stay_and_refresh_too(api, person):
    other = sign_in(api, person.email)
    assert change(person, revokeOtherSessions=False)["sessionsRevoked"] == 0
    for session in (person, other):
        assert session.api.execute("me").reason == "TOKEN_EXPIRED"
        renewed = api.run("refresh", input={"refreshToken": session.refresh_token})
        assert api.as_(renewed["accessToken"]).run("me")["id"] == person.user_id


@pytest.mark.parametrize("current", ["not-the-password-1", "", *HARD_TEXTS.values()], ids=lambda text: repr(text[:9]))
def test_a_wrong_current_one(api, person, database, current):
    wish = {"currentPassword": current, "newPassword": NEW}
    with database.unchanged(except_=COUNTERS):
        assert run_escaped(person.api, "changePassword", input=wish)["__typename"] == "InvalidCredentials"
    assert person.api.run("me")
    assert sign_in(api, person.email)


@pytest.mark.parametrize(("new", "reason"), [("short-7", "TOO_SHORT"), (LONG, "TOO_LONG"), ("password1", "COMMON")])
def test_a_weak_new_one(person, database, new, reason):
    with database.unchanged():
        refused = change(person, new)
    assert (refused["__typename"], refused["reasons"]) == ("WeakPassword", [reason])
    assert person.api.run("me")


def test_the_own_name_in_it(person, database):
    person.api.run("updateProfile", input={"fullName": "Ada Lovelace"})
    with database.unchanged():
        assert change(person, "I am ada lovelace")["reasons"] == ["CONTAINS_IDENTIFIER"]
        assert change(person, person.email)["reasons"] == ["CONTAINS_IDENTIFIER"]


@pytest.mark.parametrize("text", [NUL, HALF], ids=repr)
def test_hard_text_as_a_new_one(person, database, text):
    wish = {"currentPassword": PASSWORD, "newPassword": f"long enough {text}"}
    with database.unchanged():
        answer = execute_escaped(person.api, "changePassword", input=wish)
    assert answer.code == "BAD_USER_INPUT"
    assert answer.errors[0]["extensions"]["fields"][0]["path"] == "newPassword"


@pytest.mark.parametrize("more", [{"currentPassword": None}, {"newPassword": 5}, {"revokeOtherSessions": "no"}])
def test_a_wrong_shape_is_refused_without_an_echo(server, person, database, more):
    wish = {"currentPassword": "secret-of-mine-1", "newPassword": "secret-of-mine-2", **more}
    with database.unchanged():
        answer = person.api.execute("changePassword", input=wish)
    assert answer.code == "BAD_USER_INPUT"
    assert "secret-of" not in answer.text + server.log


def test_a_stranger_is_refused(api, database):
    with database.unchanged():
        answer = api.execute("changePassword", input={"currentPassword": PASSWORD, "newPassword": NEW})
    assert answer.code == "UNAUTHENTICATED"


def test_of_parallel_changes_one_wins(api, person, database):
    news = [f"{NEW}-{number}" for number in range(4)]
    wishes = [{"currentPassword": PASSWORD, "newPassword": new} for new in news]
    answers = together([person.api.request("changePassword", input=wish) for wish in wishes])
    won = [new for new, answer in zip(news, answers, strict=True) if name_of(answer) == "PasswordChanged"]
    assert len(won) == 1
    assert events(database, person.user_id).count("password_changed") == 1
    assert sign_in(api, person.email, won[0])


def name_of(answer):
    """None where the request came late enough to be refused by its token."""
    return answer.data and answer.data["changePassword"]["__typename"]

"""Sessions under many requests at once: refreshes agree, and nothing survives what ends a session."""

import pytest

from tests.accounts.wire import events
from tests.races.outcomes import as_drill, name_of
from tests.support.api import together
from tests.support.people import PASSWORD, sign_in

NEW = "copper-lantern-sings-9"


def refreshing(api, token):
    return api.request("refresh", input={"refreshToken": token})


def refreshed(api, token):
    return api.run("refresh", input={"refreshToken": token})


def assert_all_dead(api, answers):
    """Of what was handed out, no token opens anything."""
    fields = [next(iter(answer.data.values())) for answer in answers if answer.data]
    handed_out = [outcome for outcome in fields if outcome and outcome["__typename"] == "SignedIn"]
    requests = [api.request("me") for _ in handed_out]
    for request, outcome in zip(requests, handed_out, strict=True):
        request.headers["Authorization"] = f"Bearer {outcome['accessToken']}"
    assert {name_of(answer) for answer in together(requests)} <= {"UNAUTHENTICATED"}
    for token in {outcome["refreshToken"] for outcome in handed_out}:
        assert refreshed(api, token)["__typename"] == "InvalidToken"


@as_drill
def test_refreshes_agree(api, database, newcomer, size):
    person = newcomer()
    token = person.refresh_token
    for _ in range(size.rounds):
        answers = together([refreshing(api, token)] * size.requests)
        assert {name_of(answer) for answer in answers} == {"SignedIn"}
        (successor,) = {answer.data["refresh"]["refreshToken"] for answer in answers}
        assert successor != token
        token = successor
    assert "refresh_reused" not in events(database, person.session_id)
    assert database.count("sessions", "user_id = ?", person.user_id) == 1
    assert refreshed(api, token)["__typename"] == "SignedIn"


def test_an_old_token_beside_the_living_one(api, database, newcomer, size):
    """Theft ends the session once, and with it whatever the owner got in that moment."""
    for _ in range(size.rounds):
        person = newcomer()
        second = refreshed(api, person.refresh_token)["refreshToken"]
        third = refreshed(api, second)["refreshToken"]
        requests = [refreshing(api, token) for token in (third, person.refresh_token)] * (size.requests // 2)
        answers = together(requests)
        assert {name_of(answer) for answer in answers[1::2]} == {"InvalidToken"}
        assert {name_of(answer) for answer in answers[::2]} <= {"SignedIn", "InvalidToken"}
        assert_all_dead(api, answers)
        assert events(database, person.session_id).count("refresh_reused") == 1


@as_drill
def test_refreshes_beside_a_sign_out(api, database, newcomer, size):
    for number in range(size.rounds):
        person = newcomer()
        requests = [refreshing(api, person.refresh_token)] * (size.requests - 1)
        # At the head, in the middle, at the end.
        requests.insert(number % 3 * len(requests) // 2, person.api.request("signOut"))
        answers = together(requests)
        assert {name_of(answer) for answer in answers} <= {"SignedIn", "InvalidToken", "SignedOut"}
        assert_all_dead(api, answers)
        assert events(database, person.session_id) == ["login_success", "logout"]


def test_a_session_ends_once(api, database, newcomer, size):
    """By its token, by its refresh token, by its id and with all others."""
    for _ in range(size.rounds):
        person = newcomer()
        other = sign_in(api, person.email)
        requests = [
            person.api.request("signOut"),
            api.request("signOut", input={"refreshToken": person.refresh_token}),
            other.api.request("revokeSession", id=person.session_id),
            other.api.request("signOutEverywhere", keepCurrent=True),
        ]
        answers = together(requests * (size.requests // 4))
        ended = [answer.data and next(iter(answer.data.values())).get("sessionsRevoked", 0) for answer in answers]
        assert sum(filter(None, ended)) == 1
        told = events(database, person.session_id)
        assert told.count("logout") + told.count("session_revoked") == 1
        assert other.api.run("me")["id"] == person.user_id


def by_a_new_password(person, _admin):
    wish = {"currentPassword": PASSWORD, "newPassword": NEW, "revokeOtherSessions": True}
    return person.api.request("changePassword", input=wish)


def by_deactivation(person, admin):
    return admin.api.request("deactivateUser", id=person.user_id)


def by_deletion(person, _admin):
    return person.api.request("deleteAccount")


def by_an_administrator_who_deletes(person, admin):
    return admin.api.request("deleteUser", id=person.user_id)


@pytest.mark.parametrize("end", [by_a_new_password, by_deactivation, by_deletion, by_an_administrator_who_deletes])
def test_sign_ins_beside_the_end_of_a_password(api, database, admin, newcomer, size, end):
    """A session by the old password never lives on, and no request is our fault."""
    for number in range(size.rounds):
        person = newcomer()
        sign_ins = [api.request("signIn", input={"email": person.email, "password": PASSWORD})]
        requests = [*sign_ins * (size.requests - 2), refreshing(api, person.refresh_token)]
        requests.insert(number % 3 * len(requests) // 2, end(person, admin))
        answers = together(requests)
        names = {name_of(answer) for answer in answers}
        assert "INTERNAL_SERVER_ERROR" not in names, names
        assert_all_dead(api, [answer for answer in answers if answer.data and answer.data.get("signIn")])
        kept = (person.session_id,) if end is by_a_new_password else ()
        living = database.rows("SELECT id FROM sessions WHERE user_id = ? AND ended_at IS NULL", person.user_id)
        assert tuple(row["id"] for row in living) == kept


def test_new_passwords_at_once(api, database, newcomer, size):
    for _ in range(size.rounds):
        person = newcomer()
        news = [f"{NEW}-{number}" for number in range(size.requests)]
        requests = [
            person.api.request("changePassword", input={"currentPassword": PASSWORD, "newPassword": new})
            for new in news
        ]
        names = [name_of(answer) for answer in together(requests)]
        assert names.count("PasswordChanged") == 1
        assert set(names) <= {"PasswordChanged", "InvalidCredentials", "UNAUTHENTICATED"}
        assert sign_in(api, person.email, news[names.index("PasswordChanged")])
        assert events(database, person.user_id).count("password_changed") == 1

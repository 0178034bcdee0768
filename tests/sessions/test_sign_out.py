"""signOut, signOutEverywhere, revokeSession: what has ended is refused on the next request."""

import pytest

from tests.accounts.wire import HARD_TEXTS, events, execute_escaped, run_escaped
from tests.support.people import sign_in

NOWHERE = "01900000-0000-7000-8000-000000000000"


def reason(person):
    """Why the person's access token is refused; None where it is not."""
    return person.api.execute("me").reason


def test_the_session_of_the_access_token_ends(api, person, database):
    assert reason(person) is None
    assert person.api.run("signOut") == {"__typename": "SignedOut", "sessionsRevoked": 1}
    assert reason(person) == "SESSION_ENDED"
    assert api.run("refresh", input={"refreshToken": person.refresh_token})["__typename"] == "InvalidToken"
    assert events(database, person.session_id) == ["login_success", "logout"]


def test_the_session_of_the_refresh_token_ends(api, person):
    assert api.run("signOut", input={"refreshToken": person.refresh_token})["sessionsRevoked"] == 1
    assert reason(person) == "SESSION_ENDED"


def test_nothing_to_end_is_a_success(api, person, database):
    person.api.run("signOut")
    with database.unchanged():
        assert api.run("signOut")["sessionsRevoked"] == 0
        assert person.api.run("signOut")["sessionsRevoked"] == 0
        assert api.run("signOut", input={"refreshToken": person.refresh_token})["sessionsRevoked"] == 0


@pytest.mark.parametrize("text", ["", *HARD_TEXTS.values()], ids=lambda text: repr(text[:9]))
def test_a_token_that_is_none(api, database, text):
    with database.unchanged():
        assert run_escaped(api, "signOut", input={"refreshToken": text})["sessionsRevoked"] == 0


def test_of_parallel_sign_outs_one_counts(person, database):
    answers = person.api.execute_together(10, "signOut")
    assert sum(answer.data["signOut"]["sessionsRevoked"] for answer in answers) == 1
    assert events(database, person.session_id).count("logout") == 1


def test_other_sessions_live_on(api, person):
    other = sign_in(api, person.email)
    person.api.run("signOut")
    assert reason(other) is None


class TestEverywhere:
    def test_all_end(self, api, person, newcomer):
        others, stranger = [sign_in(api, person.email) for _ in range(2)], newcomer()
        for each in others:
            assert reason(each) is None
        assert person.api.run("signOutEverywhere", keepCurrent=False)["sessionsRevoked"] == 3
        assert {reason(each) for each in (person, *others)} == {"SESSION_ENDED"}
        assert reason(stranger) is None

    def test_the_current_one_may_stay(self, api, person, database):
        other = sign_in(api, person.email)
        assert person.api.run("signOutEverywhere", keepCurrent=True)["sessionsRevoked"] == 1
        assert (reason(person), reason(other)) == (None, "SESSION_ENDED")
        assert events(database, other.session_id)[-1] == "session_revoked"
        with database.unchanged():
            assert person.api.run("signOutEverywhere", keepCurrent=True)["sessionsRevoked"] == 0

    def test_a_stranger_is_refused(self, api, database):
        with database.unchanged():
            assert api.execute("signOutEverywhere", keepCurrent=False).code == "UNAUTHENTICATED"


class TestRevoke:
    def test_one_of_ones_own(self, api, person, database):
        other = sign_in(api, person.email)
        assert reason(other) is None
        assert person.api.run("revokeSession", id=other.session_id) == {"__typename": "SignedOut", "sessionsRevoked": 1}
        assert (reason(person), reason(other)) == (None, "SESSION_ENDED")
        assert api.run("refresh", input={"refreshToken": other.refresh_token})["__typename"] == "InvalidToken"
        assert events(database, other.session_id)[-1] == "session_revoked"
        with database.unchanged():
            assert person.api.run("revokeSession", id=other.session_id)["__typename"] == "NotFound"

    def test_somebody_elses_is_not_there(self, person, newcomer, database):
        stranger = newcomer()
        with database.unchanged():
            assert person.api.run("revokeSession", id=stranger.session_id)["__typename"] == "NotFound"
        assert reason(stranger) is None

    @pytest.mark.parametrize(
        "text", ["", "1", NOWHERE, "{" + NOWHERE + "}", *HARD_TEXTS.values()], ids=lambda text: repr(text[:9])
    )
    def test_what_is_no_id(self, person, database, text):
        with database.unchanged():
            assert run_escaped(person.api, "revokeSession", id=text)["__typename"] == "NotFound"

    def test_a_stranger_is_refused(self, api, person, database):
        with database.unchanged():
            assert execute_escaped(api, "revokeSession", id=person.session_id).code == "UNAUTHENTICATED"

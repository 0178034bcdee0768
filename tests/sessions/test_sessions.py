"""session and sessions: what lives, newest first."""

from tests.accounts.wire import PAST
from tests.support.people import sign_in

CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36"
)


def test_the_one_that_asks(person):
    session = person.api.run("session")
    assert (session["id"], session["current"], session["activeOrg"]) == (person.session_id, True, None)
    assert session["createdAt"] <= session["lastSeenAt"] < session["expiresAt"]


def test_all_newest_first(api, person):
    second = sign_in(api.with_headers(User_Agent=CHROME), person.email)
    listed = person.api.run("sessions")
    assert [(each["id"], each["current"]) for each in listed] == [(second.session_id, False), (person.session_id, True)]
    assert listed[0]["device"]["browser"] == "Chrome"


def test_what_has_ended_is_gone(api, person, database):
    ended, lapsed, over = (sign_in(api, person.email) for _ in range(3))
    ended.api.run("signOut")
    for session, column in ((lapsed, "expires_at"), (over, "ends_at")):
        database.execute(f"UPDATE sessions SET {column} = ? WHERE id = ?", PAST, session.session_id)
    assert [each["id"] for each in person.api.run("sessions")] == [person.session_id]


def test_a_stranger_is_refused(api):
    assert [api.execute(name).code for name in ("session", "sessions")] == ["UNAUTHENTICATED"] * 2

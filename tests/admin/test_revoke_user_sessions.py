"""revokeUserSessions: ends every session of someone, at once."""

from tests.admin.records import UNKNOWN_IDS, recorded
from tests.support.people import sign_in


def test_every_session_ends_on_the_next_request(api, moderator, person, database):
    second = sign_in(api, person.email)
    for session in (person, second):
        session.api.run("me")
    assert moderator.api.run("revokeUserSessions", id=person.user_id)["id"] == person.user_id
    for session in (person, second):
        assert session.api.execute("me").reason == "SESSION_ENDED"
        assert api.run("refresh", input={"refreshToken": session.refresh_token})["__typename"] == "InvalidToken"
        (event,) = recorded(database, "session_revoked", session.session_id)
        assert (event["actor_id"], event["target_type"]) == (moderator.user_id, "session")
    assert sign_in(api, person.email).api.run("me")["isActive"] is True


def test_who_is_refused(api, person, moderator, database):
    with database.unchanged():
        assert api.execute("revokeUserSessions", id=person.user_id).code == "UNAUTHENTICATED"
        assert person.api.execute("revokeUserSessions", id=person.user_id).code == "FORBIDDEN"
        for unknown in UNKNOWN_IDS:
            assert moderator.api.run("revokeUserSessions", id=unknown)["__typename"] == "NotFound"
    person.api.run("me")

"""unlockUser: ends a lock after too many wrong passwords."""

from tests.admin.records import UNKNOWN_IDS, recorded
from tests.support.people import PASSWORD, sign_in


def attempt(api, person, password):
    return api.run("signIn", input={"email": person.email, "password": password})["__typename"]


def test_the_person_signs_in_again_at_once(api, moderator, person, database):
    assert {attempt(api, person, "wrong") for _ in range(5)} == {"InvalidCredentials"}
    assert attempt(api, person, PASSWORD) == "AccountLocked"
    unlocked = moderator.api.run("unlockUser", id=person.user_id)
    assert (unlocked["failedSignIns"], unlocked["lockedUntil"]) == (0, None)
    assert sign_in(api, person.email)
    (event,) = recorded(database, "user_unlocked", person.user_id)
    assert event["actor_id"] == moderator.user_id


def test_who_is_refused(api, person, moderator, database):
    with database.unchanged():
        assert api.execute("unlockUser", id=person.user_id).code == "UNAUTHENTICATED"
        assert person.api.execute("unlockUser", id=person.user_id).code == "FORBIDDEN"
        for unknown in UNKNOWN_IDS:
            assert moderator.api.run("unlockUser", id=unknown)["__typename"] == "NotFound"

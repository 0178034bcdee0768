"""user: one person, for moderators and above."""

import pytest

from tests.admin.records import UNKNOWN_IDS
from tests.support.people import PASSWORD


def test_staff_see_everything_but_what_only_admins_may(admin, moderator, person):
    admin.api.run("updateUser", input={"id": person.user_id, "appData": {"plan": "gold"}})
    seen = moderator.api.run("user", id=person.user_id)
    assert (seen["id"], seen["email"], seen["emailVerified"]) == (person.user_id, person.email, True)
    assert (seen["role"], seen["isActive"], seen["appData"]) == ("USER", True, None)
    assert admin.api.run("user", id=person.user_id)["appData"] == {"plan": "gold"}


def test_failed_sign_ins_and_the_lock_show(moderator, person):
    for _ in range(4):
        person.api.run("signIn", input={"email": person.email, "password": "wrong"})
    seen = moderator.api.run("user", id=person.user_id)
    assert (seen["failedSignIns"], seen["lockedUntil"]) == (4, None)
    person.api.run("signIn", input={"email": person.email, "password": "wrong"})
    assert moderator.api.run("user", id=person.user_id)["lockedUntil"] is not None
    own = person.api.run("me")
    assert (own["failedSignIns"], own["lockedUntil"]) == (None, None)


@pytest.mark.parametrize("unknown", UNKNOWN_IDS, ids=lambda text: repr(text[:9]))
def test_an_unknown_id_is_null(moderator, unknown):
    assert moderator.api.run("user", id=unknown) is None


def test_others_are_refused(api, person):
    assert api.execute("user", id=person.user_id).code == "UNAUTHENTICATED"
    assert person.api.execute("user", id=person.user_id).code == "FORBIDDEN"


def test_no_hash_is_shown(admin, person):
    answer = admin.api.execute("user", id=person.user_id)
    assert PASSWORD not in answer.text
    assert "$2b$" not in answer.text

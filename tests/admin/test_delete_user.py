"""deleteUser: someone's account, for good."""

from tests.accounts.wire import age
from tests.admin.records import UNKNOWN_IDS, recorded
from tests.support.people import PASSWORD


def test_the_account_and_all_that_hung_on_it_are_gone(api, admin, person, database):
    gone = admin.api.run("deleteUser", id=person.user_id)
    assert gone == {"__typename": "AccountDeleted", "userId": person.user_id}
    assert person.api.execute("me").reason == "SESSION_ENDED"
    assert api.run("signIn", input={"email": person.email, "password": PASSWORD})["__typename"] == "InvalidCredentials"
    assert database.count("users", "id = ?", person.user_id) == 0
    assert database.count("sessions", "user_id = ?", person.user_id) == 0
    (event,) = recorded(database, "user_deleted", person.user_id)
    assert (event["actor_id"], event["target_type"]) == (admin.user_id, "user")


def test_an_only_owner_stays(admin, person, database):
    org = person.api.run("createOrg", input={"name": "Needs an owner"})
    with database.unchanged():
        refused = admin.api.run("deleteUser", id=person.user_id)
    assert (refused["__typename"], refused["orgs"][0]["id"]) == ("OwnsOrgs", org["id"])


def test_who_is_refused(api, admin, moderator, person, database):
    with database.unchanged():
        assert api.execute("deleteUser", id=person.user_id).code == "UNAUTHENTICATED"
        assert person.api.execute("deleteUser", id=person.user_id).code == "FORBIDDEN"
        assert moderator.api.execute("deleteUser", id=person.user_id).code == "FORBIDDEN"
        for unknown in UNKNOWN_IDS:
            assert admin.api.run("deleteUser", id=unknown)["__typename"] == "NotFound"


def test_who_signed_in_long_ago_proves_it_again(admin, person, database):
    age(database, admin.session_id)
    with database.unchanged():
        assert admin.api.execute("deleteUser", id=person.user_id).code == "REAUTHENTICATION_REQUIRED"

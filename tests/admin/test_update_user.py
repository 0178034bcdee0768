"""updateUser: an administrator's word on someone's account."""

import pytest

from tests.admin.records import UNKNOWN_IDS, recorded
from tests.support.mail import mails_to, token_in, wait_for_mail
from tests.support.people import PASSWORD, make_staff, new_email, sign_in, sign_up


def update(staff, person, **wishes):
    return staff.api.run("updateUser", input={"id": person.user_id, **wishes})


def test_what_is_absent_stays_and_null_clears(admin, newcomer):
    person = newcomer(fullName="Ada", locale="de-AT", userData={"a": 1, "b": {"c": 2}})
    changed = update(admin, person, userData={"b": {"c": None, "d": 3}}, appData={"plan": "gold"})
    assert (changed["fullName"], changed["locale"]) == ("Ada", "de-AT")
    assert (changed["userData"], changed["appData"]) == ({"a": 1, "b": {"d": 3}}, {"plan": "gold"})
    assert update(admin, person, fullName=None, appData={"plan": None})["fullName"] is None
    assert person.api.run("me")["appData"] == {}


def test_it_is_recorded_once_with_the_names_of_what_changed(admin, person, database):
    update(admin, person, fullName="Ada Lovelace", appData={"secret": "of hers"})
    (event,) = recorded(database, "user_updated", person.user_id)
    assert (event["actor_id"], event["actor_email"], event["target_type"]) == (admin.user_id, admin.email, "user")
    assert event["detail"] == {"fields": ["app_data", "full_name"]}


def test_a_new_address_is_unverified_and_kills_older_links(server, api, admin, person):
    api.run("requestPasswordReset", input={"email": person.email})
    reset = token_in(wait_for_mail(api, person.email, subject="new password"))
    new = new_email()
    changed = update(admin, person, email=new.upper())
    assert (changed["email"], changed["emailVerified"]) == (new, False)
    refused = api.run("resetPassword", input={"proof": {"token": reset}, "newPassword": "another-tractor-43"})
    assert refused["__typename"] == "InvalidToken"
    assert update(admin, person, emailVerified=True)["emailVerified"] is True
    assert sign_in(api, new).user_id == person.user_id


def test_whom_an_admin_verifies_joins_whoever_invited_them(server, api, admin, newcomer):
    owner, email = newcomer(), sign_up(api)
    org = owner.api.run("createOrg", input={"name": "Verified by word"})
    owner.api.run("invite", input={"orgId": org["id"], "email": email})
    user_id = server.database.row("SELECT id FROM users WHERE email = ?", email)["id"]
    admin.api.run("updateUser", input={"id": user_id, "emailVerified": True})
    assert sign_in(api, email).api.run("orgMembers", orgId=org["id"]) is not None


def test_an_address_that_is_taken(admin, newcomer, database):
    one, other = newcomer(), newcomer()
    with database.unchanged():
        assert update(admin, one, email=other.email)["__typename"] == "EmailTaken"


@pytest.mark.parametrize("wishes", [{"email": None}, {"email": "nobody"}, {"fullName": "a\nb"}, {"appData": [1]}])
def test_what_cannot_be(admin, person, database, wishes):
    with database.unchanged():
        assert update(admin, person, **wishes)["__typename"] == "InvalidInput"


def test_a_new_role_counts_from_the_next_request(admin, person, api):
    assert person.api.execute("users").code == "FORBIDDEN"
    assert update(admin, person, role="MODERATOR")["role"] == "MODERATOR"
    assert person.api.run("users", first=1) is not None
    update(admin, person, role="USER")
    assert person.api.execute("users").code == "FORBIDDEN"


def test_the_last_admin_stays_one(start_server):
    server = start_server()
    admin = make_staff(server)
    with server.database.unchanged():
        assert update(admin, admin, role="USER")["__typename"] == "LastAdmin"
        assert admin.api.run("deactivateUser", id=admin.user_id)["__typename"] == "LastAdmin"
        assert admin.api.run("deleteUser", id=admin.user_id)["__typename"] == "LastAdmin"
        assert admin.api.run("deleteAccount")["__typename"] == "LastAdmin"


@pytest.mark.parametrize("unknown", UNKNOWN_IDS, ids=lambda text: repr(text[:9]))
def test_an_unknown_id(admin, database, unknown):
    with database.unchanged():
        assert admin.api.run("updateUser", input={"id": unknown})["__typename"] == "NotFound"


def test_others_are_refused(api, moderator, person, database):
    with database.unchanged():
        for caller, code in ((api, "UNAUTHENTICATED"), (person.api, "FORBIDDEN"), (moderator.api, "FORBIDDEN")):
            answer = caller.execute("updateUser", input={"id": person.user_id, "role": "ADMIN"})
            assert answer.code == code
    assert len(mails_to(api, person.email)) == 1
    assert sign_in(api, person.email, PASSWORD)

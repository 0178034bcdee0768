"""deleteAccount: for good, unless somebody would be left without an owner or an admin."""

from tests.accounts.wire import age, events
from tests.second_factors.factors import new_guarded
from tests.support.api import together
from tests.support.mail import token_in, wait_for_mail
from tests.support.people import PASSWORD, make_staff, sign_in, sign_up, verify


def test_everything_is_gone_on_the_next_request(api, person, database):
    second = sign_in(api, person.email)
    second.api.run("me")
    assert person.api.run("deleteAccount") == {"__typename": "AccountDeleted", "userId": person.user_id}
    for gone in (person, second):
        answer = gone.api.execute("me")
        assert (answer.code, answer.reason) == ("UNAUTHENTICATED", "SESSION_ENDED")
        assert api.run("refresh", input={"refreshToken": gone.refresh_token})["__typename"] == "InvalidToken"
    refused = api.run("signIn", input={"email": person.email, "password": PASSWORD})
    assert refused["__typename"] == "InvalidCredentials"
    for table in ("sessions", "one_time_tokens", "memberships"):
        assert database.count(table, "user_id = ?", person.user_id) == 0
    assert events(database, person.user_id).count("user_deleted") == 1


def test_second_factors_go_with_it(api, database):
    guarded = new_guarded(api, database)
    guarded.api.run("deleteAccount")
    for table in ("totp_factors", "recovery_codes"):
        assert database.count(table, "user_id = ?", guarded.person.user_id) == 0


def test_the_address_is_free_again(api, person):
    person.api.run("deleteAccount")
    sign_up(api, email=person.email)
    wait_for_mail(api, person.email, subject="verify", count=2)
    verify(api, person.email)
    assert sign_in(api, person.email).user_id != person.user_id


def test_mails_from_before_are_worthless(api, person):
    api.run("requestPasswordReset", input={"email": person.email})
    token = token_in(wait_for_mail(api, person.email, subject="new password"))
    person.api.run("deleteAccount")
    refused = api.run("resetPassword", input={"proof": {"token": token}, "newPassword": "copper-lantern-sings-9"})
    assert refused["__typename"] == "InvalidToken"


def test_the_only_owner_of_an_organisation_stays(person, newcomer, database):
    org = person.api.run("createOrg", input={"name": "Anvils"})
    with database.unchanged():
        refused = person.api.run("deleteAccount")
    assert refused["__typename"] == "OwnsOrgs"
    assert [owned["id"] for owned in refused["orgs"]] == [org["id"]]
    other = newcomer()
    person.api.run("addMember", input={"orgId": org["id"], "userId": other.user_id, "role": "OWNER"})
    assert person.api.run("deleteAccount")["__typename"] == "AccountDeleted"


def test_the_last_admin_stays(start_server):
    server = start_server()
    admin = make_staff(server)
    with server.database.unchanged():
        assert admin.api.run("deleteAccount")["__typename"] == "LastAdmin"
    second = make_staff(server)
    assert admin.api.run("deleteAccount")["__typename"] == "AccountDeleted"
    assert second.api.run("deleteAccount")["__typename"] == "LastAdmin"


def test_who_signed_in_long_ago_proves_it_again(api, person, database):
    again = sign_in(api, person.email)
    age(database, again.session_id)
    with database.unchanged():
        assert again.api.execute("deleteAccount").code == "REAUTHENTICATION_REQUIRED"


def test_a_stranger_is_refused(api, database):
    with database.unchanged():
        assert api.execute("deleteAccount").code == "UNAUTHENTICATED"


def test_deleting_twice_at_once(person):
    answers = person.api.execute_together(5, "deleteAccount")
    codes = {answer.code for answer in answers if answer.errors}
    assert codes <= {"UNAUTHENTICATED"}


def test_what_happens_beside_a_deletion_is_never_our_fault(api, newcomer):
    """Sign-in, refresh, an update and a sign-up at the very moment."""
    for _ in range(5):
        person = newcomer()
        credentials = {"email": person.email, "password": PASSWORD}
        at_once = [
            api.request("refresh", input={"refreshToken": person.refresh_token}),
            api.request("signIn", input=credentials),
            person.api.request("updateProfile", input={"fullName": "Ada"}),
            api.request("signUp", input=credentials),
            person.api.request("deleteAccount"),
        ]
        codes = {answer.code for answer in together(at_once)}
        assert codes <= {None, "UNAUTHENTICATED"}, codes

"""REQUIRE_MFA and an organisation's switch: a second factor is enrolled before anything else."""

import pytest

from tests.orgs.teams import NOWHERE, found
from tests.second_factors.factors import enroll, sign_in
from tests.support import people
from tests.support.documents import root_field_names
from tests.support.people import make_staff, sign_up_verified
from tests.support.server import Server
from tests.test_access import arguments_for, guard_of

OPEN = {
    "me",
    "session",
    "reauthenticate",
    "enrollTotp",
    "confirmTotp",
    "beginPasskeyRegistration",
    "finishPasskeyRegistration",
}
ENROLL_FIRST = ("FORBIDDEN", "MFA_ENROLLMENT_REQUIRED")


@pytest.fixture(scope="module")
def server(make_server) -> Server:
    return make_server(REQUIRE_MFA="all")


@pytest.fixture(scope="module")
def admins_server(make_server) -> Server:
    return make_server(REQUIRE_MFA="admins")


def refusal(answer) -> tuple[str | None, str | None]:
    return answer.code, answer.reason


def test_a_sign_in_says_so(api):
    person = sign_up_verified(api)
    outcome = api.run("signIn", input={"email": person.email, "password": person.password})
    assert outcome["mfaEnrollmentRequired"] is True
    assert outcome["user"]["id"] == person.user_id
    refreshed = api.run("refresh", input={"refreshToken": outcome["refreshToken"]})
    assert refreshed["mfaEnrollmentRequired"] is True


def test_every_other_guarded_field_is_forbidden(api, database):
    person = sign_up_verified(api)
    nowhere = {"id": NOWHERE, "slug": "nowhere"}
    with database.unchanged():
        for name in root_field_names():
            if guard_of(name).name != "public" and name not in OPEN:
                answer = person.api.execute(name, **arguments_for(name, nowhere))
                assert refusal(answer) == ENROLL_FIRST, name


def test_what_enrolling_takes_is_open(api, database):
    person = sign_up_verified(api)
    assert person.api.run("me")["id"] == person.user_id
    assert person.api.run("session")["id"] == person.session_id
    assert person.api.run("reauthenticate", input={"password": person.password})["__typename"] == "SignedIn"
    enroll(person, database)
    assert not person.api.execute("sessions").errors
    assert person.api.run("createOrg", input={"name": "At last"})["__typename"] == "Org"


def test_nothing_lies_open_beneath_an_open_field(api, database):
    person = sign_up_verified(api)
    guarded = enroll(person, database)
    org = found(person)
    person.api.run("disableTotp")
    again = people.sign_in(api, guarded.email)
    query = "{ me { memberships { org { name members { totalCount } } } } }"
    answer = again.api.execute(query)
    assert refusal(answer) == ENROLL_FIRST
    assert answer.data["me"]["memberships"][0]["org"] == {"name": org["name"], "members": None}


def test_signing_out_needs_no_factor(api):
    person = sign_up_verified(api)
    assert person.api.run("signOut")["sessionsRevoked"] == 1


def test_a_proxy_lets_nobody_through_before(api, server):
    person = sign_up_verified(api)
    asked = person.api.http.get("/auth/me")
    assert (asked.status_code, asked.json()["reason"]) == (403, "MFA_ENROLLMENT_REQUIRED")
    enroll(person, server.database)
    assert person.api.http.get("/auth/me").status_code == 200


def test_who_takes_the_last_factor_away_is_asked_again(api, database):
    guarded = enroll(sign_up_verified(api), database)
    other = sign_in(api, guarded)
    other.api.run("sessions")
    guarded.api.run("disableTotp")
    refreshed = api.run("refresh", input={"refreshToken": other.refresh_token})
    assert refreshed["mfaEnrollmentRequired"] is True
    assert refusal(api.as_(refreshed["accessToken"]).execute("sessions")) == ENROLL_FIRST


def test_an_api_key_enrols_nothing(server):
    admin = enroll(make_staff(server), server.database)
    key = admin.api.run("createApiKey", input={"name": "A server"})["key"]
    assert not server.api.as_(key).execute("users").errors


def test_admins_only(admins_server):
    api = admins_server.api
    plain, admin = sign_up_verified(api), make_staff(admins_server)
    moderator = make_staff(admins_server, role="moderator")
    assert not plain.api.execute("sessions").errors
    assert not moderator.api.execute("users").errors
    assert refusal(admin.api.execute("users")) == ENROLL_FIRST
    enroll(admin, admins_server.database)
    assert not admin.api.execute("users").errors


def test_a_promotion_asks_from_the_next_request_on(admins_server):
    api = admins_server.api
    admin = enroll(make_staff(admins_server), admins_server.database)
    person = sign_up_verified(api)
    person.api.run("sessions")
    admin.api.run("updateUser", input={"id": person.user_id, "role": "ADMIN"})
    assert refusal(person.api.execute("sessions")) == ENROLL_FIRST


def test_an_organisation_asks_its_members_alone(admins_server):
    api, database = admins_server.api, admins_server.database
    owner, outsider = sign_up_verified(api), sign_up_verified(api)
    org = found(owner)
    database.execute("UPDATE orgs SET requires_mfa = ? WHERE id = ?", True, org["id"])
    again, other = (people.sign_in(api, someone.email) for someone in (owner, outsider))
    assert refusal(again.api.execute("org", orgId=org["id"])) == ENROLL_FIRST
    assert not other.api.execute("sessions").errors
    enroll(again, database)
    assert again.api.run("org", orgId=org["id"])["id"] == org["id"]


def test_a_session_without_a_proof_of_the_address_is_asked_too(start_server):
    server = start_server(REQUIRE_MFA="all", REQUIRE_VERIFICATION="false")
    outcome = server.api.run("signUp", input={"email": people.new_email(), "password": people.PASSWORD})
    assert outcome["mfaEnrollmentRequired"] is True
    assert refusal(server.api.as_(outcome["accessToken"]).execute("sessions")) == ENROLL_FIRST

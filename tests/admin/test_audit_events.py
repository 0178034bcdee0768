"""auditEvents, orgAuditEvents, myAuditEvents: who may read what happened, page by page."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.support.people import new_email, sign_in, sign_up_verified

FIELDS = """{ nodes { id type at actorId actorEmail targetType targetId orgId ipAddress userAgent detail
  actor { id email } } edges { cursor } pageInfo { hasNextPage endCursor } }"""
ALL = f"""query(
  $first: Int, $after: String, $type: String, $actorId: ID, $orgId: ID, $since: DateTime, $until: DateTime
) {{
  auditEvents(first: $first, after: $after, type: $type, actorId: $actorId, orgId: $orgId, since: $since, until: $until)
  {FIELDS} }}"""
OF_ORG = f"""query($orgId: ID!, $first: Int, $after: String, $type: String) {{
  orgAuditEvents(orgId: $orgId, first: $first, after: $after, type: $type) {FIELDS} }}"""
OWN = f"query($first: Int, $after: String) {{ myAuditEvents(first: $first, after: $after) {FIELDS} }}"


def nodes(api, document, **variables):
    (connection,) = api.run(document, **variables).values()
    return connection["nodes"]


def types(found):
    return [event["type"].removeprefix("auth.") for event in found]


@pytest.fixture
def org_id(person):
    return person.api.run("createOrg", input={"name": "Watched"})["id"]


def test_newest_first_with_everything_that_is_known(moderator, person):
    event = nodes(moderator.api, ALL, actorId=person.user_id, first=1)[0]
    assert (event["type"], event["actorId"], event["actorEmail"]) == (
        "auth.login_success",
        person.user_id,
        person.email,
    )
    assert (event["targetType"], event["targetId"]) == ("session", person.session_id)
    assert (event["ipAddress"], event["detail"]) == ("127.0.0.1", {"methods": ["password"]})
    assert event["userAgent"].startswith("python-httpx")
    assert event["actor"] == {"id": person.user_id, "email": person.email}
    assert datetime.now(UTC) - datetime.fromisoformat(event["at"]) < timedelta(minutes=10)


def test_pages_join_up(moderator, person):
    person.api.run("updateProfile", input={"fullName": "Ada"})
    whole = types(nodes(moderator.api, ALL, actorId=person.user_id))
    assert whole == ["user_updated", "login_success", "email_verified", "user_registered"]
    seen, after = [], None
    while True:
        page = moderator.api.run(ALL, actorId=person.user_id, first=1, after=after)["auditEvents"]
        seen += types(page["nodes"])
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert seen == whole


def test_filters_narrow_together(moderator, person, org_id):
    assert types(nodes(moderator.api, ALL, type="auth.org_created", actorId=person.user_id)) == ["org_created"]
    assert types(nodes(moderator.api, ALL, orgId=org_id)) == ["org_created"]
    assert nodes(moderator.api, ALL, type="org_created", orgId=org_id) == []
    at = nodes(moderator.api, ALL, orgId=org_id)[0]["at"]
    assert len(nodes(moderator.api, ALL, orgId=org_id, since=at)) == 1
    assert nodes(moderator.api, ALL, orgId=org_id, until=at) == []
    later = (datetime.fromisoformat(at) + timedelta(microseconds=1)).isoformat()
    assert len(nodes(moderator.api, ALL, orgId=org_id, until=later)) == 1
    assert nodes(moderator.api, ALL, orgId=org_id, since=later) == []


@pytest.mark.parametrize("unknown", ["nobody", "", "a\x00b", "00000000-0000-4000-8000-000000000000"])
def test_what_is_unknown_matches_nothing(moderator, unknown):
    for name in ("actorId", "orgId", "type"):
        assert nodes(moderator.api, ALL, **{name: unknown}) == []


def test_a_moment_needs_an_offset(moderator):
    for name in ("since", "until"):
        answer = moderator.api.execute(ALL, **{name: "2020-01-01T00:00:00"})
        assert (answer.code, answer.errors[0]["extensions"]["fields"][0]["path"]) == ("BAD_USER_INPUT", name)


def test_an_organisation_reads_its_own_and_no_others(api, person, newcomer, org_id, server):
    other = newcomer()
    theirs = other.api.run("createOrg", input={"name": "Other"})["id"]
    person.api.run("addMember", input={"orgId": org_id, "userId": other.user_id, "role": "MEMBER"})
    found = nodes(person.api, OF_ORG, orgId=org_id)
    assert types(found) == ["member_added", "org_created"]
    assert {event["orgId"] for event in found} == {org_id}
    assert types(nodes(person.api, OF_ORG, orgId=org_id, type="auth.org_created")) == ["org_created"]
    assert person.api.execute(OF_ORG, orgId=theirs).code == "NOT_FOUND"
    assert other.api.execute(OF_ORG, orgId=org_id).code == "FORBIDDEN"
    assert api.execute(OF_ORG, orgId=org_id).code == "UNAUTHENTICATED"


def test_a_person_reads_what_they_did_and_what_was_done_to_them(moderator, person, newcomer, api):
    stranger = newcomer()
    second = sign_in(api, person.email)
    api.with_headers(User_Agent="A burglar").run("signIn", input={"email": person.email, "password": "wrong"})
    moderator.api.run("revokeUserSessions", id=person.user_id)
    person = sign_in(api, person.email)
    found = nodes(person.api, OWN)
    assert types(found) == [
        "login_success",
        "session_revoked",
        "session_revoked",
        "login_failed",
        "login_success",
        "login_success",
        "email_verified",
        "user_registered",
    ]
    assert found[3]["userAgent"] == "A burglar"
    assert second.session_id in {event["targetId"] for event in found[1:3]}
    assert person.email not in str(nodes(stranger.api, OWN))


def test_a_person_learns_nothing_personal_of_who_did_it(moderator, person):
    moderator.api.run("unlockUser", id=person.user_id)
    event = nodes(person.api, OWN, first=1)[0]
    assert (event["type"], event["actorId"]) == ("auth.user_unlocked", moderator.user_id)
    assert (event["actorEmail"], event["ipAddress"], event["userAgent"]) == (None, None, None)
    assert event["actor"] == {"id": moderator.user_id, "email": None}


def test_what_was_erased_is_null(server, moderator):
    person = sign_up_verified(server.api, email=new_email("erased"))
    server.database.execute("DELETE FROM audit_personal WHERE actor_email = ?", person.email)
    for event in nodes(moderator.api, ALL, actorId=person.user_id):
        assert (event["actorEmail"], event["ipAddress"], event["userAgent"]) == (None, None, None)


def test_who_is_refused(api, person):
    assert api.execute(ALL).code == "UNAUTHENTICATED"
    assert person.api.execute(ALL).code == "FORBIDDEN"
    assert api.execute(OWN).code == "UNAUTHENTICATED"


@pytest.mark.parametrize("first", [0, 101])
def test_a_page_has_1_to_100(moderator, first):
    assert moderator.api.execute(ALL, first=first).code == "BAD_USER_INPUT"

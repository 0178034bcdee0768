"""The audit log: each event exactly once, in a row and in a line, with what it tells and no secret."""

import json
from datetime import datetime, timedelta

import pytest

from tests.defences.waiting import wait_for
from tests.support.mail import code_in, token_in, wait_for_mail
from tests.support.people import PASSWORD, new_email, sign_in, sign_up, sign_up_verified, verify

KEYS = "event_type actor_id actor_email target_type target_id org_id ip_address user_agent detail timestamp"


def lines_of(server):
    return [json.loads(line) for line in server.log.split("\n") if line.startswith('{"event_type"')]


def told(server, since=0):
    """Type, actor and target of each event after so many, in rows and in lines alike."""
    rows = server.database.rows("SELECT * FROM audit_events JOIN audit_personal ON event_id = id ORDER BY id")
    wait_for(lambda: len(lines_of(server)) >= len(rows))
    from_rows = {(row["type"], row["actor_id"], row["target_id"], row["actor_email"]) for row in rows[since:]}
    lines = lines_of(server)[since:]
    assert from_rows == {
        (line["event_type"], line["actor_id"], line["target_id"], line["actor_email"]) for line in lines
    }
    assert len(rows) == len(lines_of(server))
    return [row["type"].removeprefix("auth.") for row in rows[since:]]


@pytest.fixture(scope="module")
def site(make_server):
    return make_server(LOCKOUT_ATTEMPTS=3)


def test_the_events_of_an_account(site):
    api = site.api
    before = len(told(site))

    def happened():
        nonlocal before
        types = told(site, before)
        before += len(types)
        return types

    email = sign_up(api)
    assert happened() == ["user_registered"]
    verify(api, email)
    assert happened() == ["email_verified"]
    person = sign_in(api, email)
    assert happened() == ["login_success"]
    sign_up(api, email=email)
    assert happened() == ["user_registered_again"]
    api.run("signIn", input={"email": email, "password": "wrong"})
    assert happened() == ["login_failed"]
    person.api.run("updateProfile", input={"fullName": "Ada"})
    assert happened() == ["user_updated"]
    person.api.run("changePassword", input={"currentPassword": PASSWORD, "newPassword": "another-tractor-43"})
    assert happened() == ["password_changed"]
    api.run("requestPasswordReset", input={"email": email})
    assert happened() == ["password_reset_requested"]
    proof = {"token": token_in(wait_for_mail(api, email, subject="new password"))}
    api.run("resetPassword", input={"proof": proof, "newPassword": PASSWORD})
    assert sorted(happened()) == ["password_reset_confirmed", "session_revoked"]
    person = sign_in(api, email)
    new = new_email("new")
    person.api.run("changeEmail", input={"email": new})
    api.run("verifyEmail", input={"token": token_in(wait_for_mail(api, new))})
    assert happened() == ["login_success", "email_changed"]
    undo = token_in(wait_for_mail(api, email, subject="email address of your"))
    api.run("undoEmailChange", token=undo)
    assert sorted(happened()) == ["email_change_undone", "session_revoked"]


def test_the_events_of_sessions_and_locks(site):
    person = sign_up_verified(site.api)
    other = sign_in(site.api, person.email)
    before = len(told(site))
    other.api.run("signOut")
    assert told(site, before) == ["logout"]
    before = len(told(site))
    for _ in range(4):
        site.api.run("signIn", input={"email": person.email, "password": "wrong"})
    assert told(site, before) == ["login_failed"] * 3 + ["account_locked", "login_locked"]
    before = len(told(site))
    person.api.run("signOutEverywhere", keepCurrent=False)
    assert told(site, before) == ["session_revoked"]


def test_a_stolen_refresh_token_is_told_once(site):
    person = sign_up_verified(site.api)
    token = person.refresh_token
    for _ in range(2):
        token = site.api.run("refresh", input={"refreshToken": token})["refreshToken"]
    before = len(told(site))
    for _ in range(3):
        refused = site.api.run("refresh", input={"refreshToken": person.refresh_token})
        assert refused["__typename"] == "InvalidToken"
    assert told(site, before) == ["refresh_reused"]


def test_the_events_of_an_organisation(site):
    owner, member, other = (sign_up_verified(site.api) for _ in range(3))
    before = len(told(site))
    org = owner.api.run("createOrg", input={"name": "Audited"})["id"]
    owner.api.run("updateOrg", input={"orgId": org, "name": "Audited indeed"})
    owner.api.run("addMembers", input={"orgId": org, "userIds": [member.user_id], "role": "MEMBER"})
    owner.api.run("updateMemberRole", input={"orgId": org, "userId": member.user_id, "role": "ADMIN"})
    owner.api.run("removeMember", input={"orgId": org, "userId": member.user_id})
    owner.api.run("addMember", input={"orgId": org, "userId": other.user_id, "role": "ADMIN"})
    owner.api.run("transferOwnership", input={"orgId": org, "userId": other.user_id})
    email = new_email()
    invite = owner.api.run("invite", input={"orgId": org, "email": email})["invite"]["id"]
    owner.api.run("resendInvite", input={"orgId": org, "inviteId": invite})
    owner.api.run("revokeInvite", input={"orgId": org, "inviteId": invite})
    other.api.run("deleteOrg", orgId=org)
    assert told(site, before) == [
        "org_created",
        "org_updated",
        "members_bulk_added",
        "member_role_updated",
        "member_removed",
        "member_added",
        "org_ownership_transferred",
        "invite_created",
        "invite_resent",
        "invite_revoked",
        "org_deleted",
    ]
    rows = site.database.rows("SELECT org_id FROM audit_events ORDER BY id")[before:]
    assert {row["org_id"] for row in rows} == {org}


def test_a_line_has_exactly_these_keys(site):
    person = sign_up_verified(site.api.with_headers(User_Agent="Tester/1.0"))
    told(site)
    for line in lines_of(site):
        assert " ".join(line) == KEYS
        assert datetime.fromisoformat(line["timestamp"]).utcoffset() == timedelta(0)
    (line,) = [line for line in lines_of(site) if line["target_id"] == person.session_id]
    assert line["event_type"] == "auth.login_success"
    assert (line["actor_id"], line["actor_email"]) == (person.user_id, person.email)
    assert (line["target_type"], line["ip_address"], line["user_agent"]) == ("session", "127.0.0.1", "Tester/1.0")
    assert (line["org_id"], line["detail"]) == (None, {"methods": ["password"]})


def test_what_a_client_sends_neither_breaks_a_line_nor_steers_a_terminal(site):
    # llhttp refuses the other control characters by itself.
    agent = 'a\x9b31mred{"x": 1}\x85\u00e9'
    before = len(told(site))
    headers = {"User-Agent": agent.encode("latin-1"), "Content-Type": "application/json"}
    email = "not\u2028an\x1b[2Jaddress\r\n{}"
    body = json.dumps(
        {
            "query": "mutation($i: SignInInput!) { signIn(input: $i) { __typename } }",
            "variables": {"i": {"email": email, "password": "x"}},
        }
    )
    site.api.http.post("/graphql", content=body, headers=headers)
    (line,) = wait_for(lambda: [line for line in site.log.split("\n") if line.startswith('{"event_type"')][before:])
    assert line.isascii()
    assert line.isprintable()
    read = json.loads(line)
    assert (read["event_type"], read["user_agent"]) == ("auth.login_failed", agent)


def test_nothing_secret_is_recorded(site):
    secrets = [PASSWORD, "another-tractor-43", "wrong-and-secret"]
    email = sign_up(site.api)
    mail = wait_for_mail(site.api, email)
    secrets += [token_in(mail), code_in(mail)]
    verify(site.api, email)
    person = sign_in(site.api, email)
    site.api.run("signIn", input={"email": email, "password": "wrong-and-secret"})
    site.api.run("requestPasswordReset", input={"email": email})
    secrets += [token_in(wait_for_mail(site.api, email, subject="new password"))]
    fresh = site.api.run("refresh", input={"refreshToken": person.refresh_token})
    secrets += [person.access_token, person.refresh_token, fresh["refreshToken"], fresh["accessToken"]]
    tables = ("audit_events", "audit_personal")
    recorded = str([site.database.rows(f"SELECT * FROM {table}") for table in tables]) + site.log
    assert not [secret for secret in secrets if secret in recorded]


def test_a_refused_request_tells_nothing(site):
    person, other = sign_up_verified(site.api), sign_up_verified(site.api)
    before = len(told(site))
    person.api.execute("deleteUser", id=other.user_id)
    site.api.execute("rotateSigningKey", revoke=True)
    assert told(site, before) == []

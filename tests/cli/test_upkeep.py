"""`ostiary cleanup`, `info`, `orgs` and `sessions`: what an operator looks after."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from tests.cli.commands import attempt_beside
from tests.support.people import new_email, sign_in, sign_up, sign_up_verified

pytestmark = pytest.mark.drill

LONG_AGO = str(datetime.now(UTC) - timedelta(days=40))


def test_what_has_expired_goes_and_what_lives_stays(start_server):
    server = start_server("--no-worker")
    owner, gone = sign_up_verified_without_worker(server), new_email()
    org = owner.api.run("createOrg", input={"name": "Cleaned"})
    for email in (gone, new_email()):
        owner.api.run("invite", input={"orgId": org["id"], "email": email})
    old = sign_in(server.api, owner.email)
    server.database.execute("UPDATE invites SET expires_at = ? WHERE email = ?", LONG_AGO, gone)
    server.database.execute("UPDATE sessions SET expires_at = ? WHERE id = ?", LONG_AGO, old.session_id)
    server.database.execute("UPDATE one_time_tokens SET expires_at = ?", LONG_AGO)
    done = json.loads(server.cli("cleanup", "--json"))
    assert (done["sessions"], done["invites"], done["one_time_tokens"] > 0) == (1, 1, True)
    assert server.database.count("invites") == 1
    assert owner.api.run("session")["id"] == owner.session_id
    with server.database.unchanged():
        assert server.cli("cleanup") == "Deleted nothing.\n"


def sign_up_verified_without_worker(server):
    email = sign_up(server.api)
    server.database.execute("UPDATE users SET email_verified = true")
    return sign_in(server.api, email)


def test_versions_and_counts(start_server):
    server = start_server()
    person = sign_up_verified(server.api)
    person.api.run("createOrg", input={"name": "Counted"})
    told = json.loads(server.cli("info", "--json"))
    assert (told["counts"]["users"], told["counts"]["active_sessions"], told["counts"]["orgs"]) == (1, 1, 1)
    assert told["database"].startswith(server.database.engine)
    assert "Counted" not in server.cli("info")


def test_organisations_are_listed_and_shown(server, api, database):
    owner = sign_up_verified(api)
    org = owner.api.run("createOrg", input={"name": "Shown to operators"})
    listed = {row["id"]: row for row in json.loads(server.cli("orgs", "list", "--json"))}
    assert (listed[org["id"]]["slug"], listed[org["id"]]["members"]) == (org["slug"], 1)
    for which in (org["slug"], org["id"]):
        shown = json.loads(server.cli("orgs", "show", which, "--json"))
        assert (shown["name"], shown["owners"]) == ("Shown to operators", [owner.email])
    with database.unchanged():
        nowhere = attempt_beside(server, "orgs", "show", "no-such-org")
    assert (nowhere.exit_code, nowhere.complaint) == (1, "There is no such organisation.")


def test_sessions_are_listed_and_ended(server, api, database):
    person = sign_up_verified(api)
    other = sign_in(api, person.email)
    listed = json.loads(server.cli("sessions", "list", person.email, "--json"))
    assert [row["id"] for row in listed] == [other.session_id, person.session_id]
    assert server.cli("sessions", "revoke", "--session", other.session_id) == "1 ended.\n"
    assert other.api.execute("me").reason == "SESSION_ENDED"
    assert person.api.run("me")["email"] == person.email
    assert server.cli("sessions", "revoke", person.user_id) == "1 ended.\n"
    assert person.api.execute("me").reason == "SESSION_ENDED"
    with database.unchanged():
        again = attempt_beside(server, "sessions", "revoke", person.email)
    assert (again.exit_code, again.complaint) == (1, "No such session is open.")
    assert database.count("audit_events", "type = 'auth.session_revoked' AND target_id = ?", other.session_id) == 1


def test_everybody_is_signed_out_after_an_incident(start_server):
    server = start_server()
    people = [sign_up_verified(server.api) for _ in range(3)]
    assert server.cli("sessions", "revoke", "--everyone") == "3 ended.\n"
    assert [person.api.execute("me").reason for person in people] == ["SESSION_ENDED"] * 3


def test_the_whole_audit_log_is_written_out(start_server):
    server = start_server()
    person = sign_up_verified(server.api)
    events = [json.loads(line) for line in server.cli("audit", "export").splitlines()]
    assert [event["type"] for event in events] == ["auth.user_registered", "auth.email_verified", "auth.login_success"]
    assert {event["actor_email"] for event in events} == {person.email}

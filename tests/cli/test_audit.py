"""`ostiary audit`, `api-keys` and `origins`: an operator's way to what administrators do by the API."""

import json

import pytest

from tests.cli.commands import attempt, attempt_beside
from tests.defences.waiting import wait_for
from tests.support.people import sign_up_verified
from tests.support.server import SECRET_KEY

pytestmark = pytest.mark.drill


def test_the_latest_events_end_the_list(start_server):
    server = start_server()
    person = sign_up_verified(server.api)
    lines = server.cli("audit", "tail", "--count", "2").splitlines()
    assert [line.split("auth.")[1].split()[0] for line in lines[1:]] == ["email_verified", "login_success"]
    events = json.loads(server.cli("audit", "tail", "--json"))
    assert [event["actor_email"] for event in events] == [person.email] * 3
    assert server.cli("audit", "verify") == "Every sealed event is as it was written.\n"


def test_the_chain_is_whole_across_a_change_of_the_secret(start_server):
    before = start_server()
    sign_up_verified(before.api)
    wait_for(lambda: not before.database.count("audit_events", "position IS NULL"))
    before.stop()
    earlier = before.database.count("audit_events")
    after = start_server(
        DATABASE_URL=before.settings["DATABASE_URL"],
        SECRET_KEY="another-secret-of-more-than-thirty-two-bytes",
        SECRET_KEY_PREVIOUS=SECRET_KEY,
    )
    sign_up_verified(after.api)
    wait_for(lambda: not after.database.count("audit_events", "position IS NULL"))
    assert after.cli("audit", "verify") == "Every sealed event is as it was written.\n"
    forgetful = {**after.settings, "SECRET_KEY_PREVIOUS": ""}
    refused = attempt("audit", "verify", settings=forgetful, folder=after.log_path.parent)
    assert refused.exit_code == 1
    *faults, hint = refused.complaint.splitlines()
    assert [fault.split()[:2] for fault in faults] == [["Event", str(n)] for n in range(1, earlier + 1)]
    assert "OSTIARY_SECRET_KEY_PREVIOUS" in hint


def test_a_key_is_printed_once_works_and_ends(server, database):
    key = server.cli("api-keys", "create", "Back end").strip()
    assert server.api.as_(key).run("apiKeys")[0]["name"] == "Back end"
    listed = server.cli("api-keys", "list", "--json")
    assert key not in listed
    row = json.loads(listed)[0]
    assert (row["name"], row["kind"], row["revoked_at"]) == ("Back end", "secret", None)
    assert "is revoked" in server.cli("api-keys", "revoke", row["id"])
    assert server.api.as_(key).execute("apiKeys").code == "UNAUTHENTICATED"
    with database.unchanged():
        again = attempt_beside(server, "api-keys", "revoke", row["id"])
        assert (again.exit_code, again.printed) == (1, "")
        assert attempt_beside(server, "api-keys", "create", "").exit_code == 2
    assert server.cli("api-keys", "create", "Front end", "--publishable").startswith("pk_")


def test_origins_are_set_and_listed(start_server):
    server = start_server(ALLOWED_REDIRECT_ORIGINS="https://fixed.example")
    assert server.cli("origins", "set", "https://added.example").split() == [
        "https://added.example",
        "https://fixed.example",
    ]
    with server.database.unchanged():
        refused = attempt_beside(server, "origins", "set", "https://added.example/path")
    assert (refused.exit_code, refused.printed) == (2, "")
    assert server.cli("origins", "set").split() == server.cli("origins", "list").split() == ["https://fixed.example"]

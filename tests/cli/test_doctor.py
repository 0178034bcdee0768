"""`ostiary doctor`: one sentence for each fault, and exit code 1."""

import json

import pytest

from tests.cli.commands import attempt, attempt_beside
from tests.support.people import PASSWORD, new_email
from tests.support.processes import free_port
from tests.support.server import settings_for_tests

pytestmark = pytest.mark.drill


def with_admin(server):
    server.cli("users", "create", "--email", new_email(), "--password", PASSWORD, "--role", "admin")
    return server


def attempt_with(server, *arguments, **settings):
    return attempt(*arguments, settings={**server.settings, **settings}, folder=server.log_path.parent)


def faults(outcome):
    assert outcome.exit_code == 1, outcome
    return outcome.complaint.splitlines()


def test_all_is_well(start_server):
    server = with_admin(start_server())
    with server.database.unchanged():
        told = server.cli("doctor", "--public").splitlines()
    assert {"ok: settings", "ok: database", "ok: migrations", "ok: clock", "ok: secret key"} < set(told)
    assert ("ok: Redis" in told) is (server.redis is not None)
    findings = json.loads(server.cli("doctor", "--json"))
    assert all(finding["ok"] and finding["fault"] is None for finding in findings)


def test_each_fault_is_a_sentence(start_server):
    server = with_admin(start_server("--no-worker"))
    nobody = free_port()
    mail = attempt_with(server, "doctor", SMTP_HOST="127.0.0.1", SMTP_PORT=nobody)
    assert faults(mail)[0].startswith("OSTIARY_SMTP_HOST: the mail server does not take mail from here: ")
    redis = attempt_with(server, "doctor", REDIS_URL=f"redis://127.0.0.1:{nobody}/0")
    assert faults(redis)[0].startswith("OSTIARY_REDIS_URL: Redis cannot be reached: ")
    public = attempt_with(server, "doctor", "--public", PUBLIC_URL=f"http://localhost:{nobody}")
    assert faults(public)[0].startswith(f"OSTIARY_PUBLIC_URL: http://localhost:{nobody}/health/live cannot be reached")
    secret = attempt_with(server, "doctor", SECRET_KEY="another-secret-of-more-than-thirty-two-bytes")
    assert faults(secret)[0].startswith("OSTIARY_SECRET_KEY: cannot open the signing keys of this database.")
    renamed = "another-secret-of-more-than-thirty-two-bytes"
    server_secret = server.settings["SECRET_KEY"]
    assert attempt_with(server, "doctor", SECRET_KEY=renamed, SECRET_KEY_PREVIOUS=server_secret).exit_code == 0
    server.database.execute("UPDATE users SET is_active = false")
    server.cli("users", "create", "--email", new_email(), "--password", PASSWORD, "--unverified")
    server.database.execute("UPDATE outbox SET status = 'failed'")
    told = faults(attempt_beside(server, "doctor"))
    assert told[0].startswith("Nobody is a site admin")
    assert told[1].startswith("1 messages were given up")
    told = json.loads(attempt_beside(server, "doctor", "--json").printed)
    assert [finding["check"] for finding in told if not finding["ok"]] == ["site admin", "outbox"]


@pytest.mark.one_engine
def test_a_database_without_tables_and_one_that_is_not_there(tmp_path):
    empty = attempt("doctor", settings=settings_for_tests(DATABASE_URL=f"sqlite://{tmp_path}/new.db"), folder=tmp_path)
    assert faults(empty) == [
        "The database is not up to date, `ostiary migrate` sees to that: 0001_initial, 0002_search missing."
    ]
    for url in (f"sqlite://{tmp_path}/no/such/folder.db", f"postgres://nobody@127.0.0.1:{free_port()}/none"):
        gone = attempt("doctor", settings=settings_for_tests(DATABASE_URL=url), folder=tmp_path)
        assert faults(gone)[0].startswith("OSTIARY_DATABASE_URL: the database cannot be reached: ")
        assert "Traceback" not in gone.complaint

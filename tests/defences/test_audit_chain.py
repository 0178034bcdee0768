"""The chain over the audit log: whole by itself, and every way to tamper with it shows."""

import asyncio
import json

import pytest

from server.app import database
from server.settings import Settings
from services import audit_chain
from services.vault import Vault
from tests.cli.commands import attempt_beside
from tests.defences.waiting import wait_for
from tests.support.people import make_staff, sign_up_verified
from tests.support.server import SECRET_KEY

pytestmark = pytest.mark.drill

UNSEALED = "position IS NULL"


@pytest.fixture
def site(start_server):
    """A chain of its own, of a few sealed events."""
    server = start_server()
    sign_up_verified(server.api)
    sign_up_verified(server.api)
    sealed(server)
    return server


def sealed(server):
    wait_for(lambda: server.database.count("audit_events") and not server.database.count("audit_events", UNSEALED))


def faults_of(server):
    """What the chain of this server's database says, asked from outside."""

    async def verify():
        async with database(Settings(database_url=server.database.url)):
            return await audit_chain.verify(Vault(SECRET_KEY))

    return asyncio.run(verify())


def test_the_command_says_whether_it_is_whole(site):
    assert attempt_beside(site, "audit", "verify").exit_code == 0
    site.database.execute("DELETE FROM audit_events WHERE position IN (2, 4)")
    outcome = attempt_beside(site, "audit", "verify")
    assert (outcome.exit_code, outcome.printed) == (1, "")
    assert outcome.complaint.splitlines() == ["Event 2 is missing.", "Event 4 is missing."]


def test_every_event_is_sealed_within_a_moment_in_the_order_it_was_written(site):
    rows = site.database.rows("SELECT id, position FROM audit_events ORDER BY id")
    assert [row["position"] for row in rows] == list(range(1, len(rows) + 1))
    assert faults_of(site) == []


@pytest.mark.parametrize(
    ("tampering", "fault"),
    [
        ("UPDATE audit_events SET type = 'auth.logout' WHERE position = 2", "Event 2 "),
        ("UPDATE audit_events SET actor_id = NULL WHERE position = 3", "Event 3 "),
        ("UPDATE audit_events SET at = '2020-01-01 00:00:00+00:00' WHERE position = 3", "Event 3 "),
        ("UPDATE audit_events SET detail = '{\"a\": 1}' WHERE position = 3", "Event 3 "),
        ("UPDATE audit_events SET personal_digest = '' WHERE position = 3", "Event 3 "),
        ("DELETE FROM audit_events WHERE position = 2", "Event 2 is missing."),
        ("DELETE FROM audit_events WHERE position IN (1, 2)", "Events 1 to 2 are missing."),
        ("DELETE FROM audit_events WHERE position = 6", "Event 6 is missing."),
        ("DELETE FROM audit_events", "Events 1 to 6 are missing."),
        ("UPDATE audit_events SET position = 60 WHERE position = 6", "Event 60 stands behind the head of the chain."),
        ("UPDATE audit_personal SET ip_address = '1.2.3.4'", "The personal values of event "),
        ("UPDATE audit_personal SET actor_email = NULL", "The personal values of event "),
        ("UPDATE audit_chain SET last_hash = ''", "The head of the chain was changed."),
        ("DELETE FROM audit_chain", "The head of the chain is missing."),
    ],
)
def test_tampering_shows(tampered, tampering, fault):
    found = tampered(tampering)
    assert any(sentence.startswith(fault) for sentence in found), found


def test_who_hashes_anew_without_the_key_is_found(tampered):
    """The hashes are keyed: a plain SHA-256 over an edited event is no repair."""
    digest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    found = tampered(f"UPDATE audit_events SET type = 'auth.logout', chain_hash = '{digest}' WHERE position = 2")
    assert any(sentence.startswith("Event 2 ") for sentence in found)


@pytest.fixture(scope="module")
def tampered(launcher):
    """Tampers with the events of a server that has stopped, lists the faults, and puts all back as it was."""
    server = launcher.start()
    sign_up_verified(server.api)
    sign_up_verified(server.api)
    sealed(server)
    server.stop()
    tables = {table: server.database.rows(f"SELECT * FROM {table}") for table in SEALED_TABLES}

    def tamper(statement):
        server.database.execute(statement)
        try:
            return faults_of(server)
        finally:
            for table, rows in tables.items():
                server.database.execute(f"DELETE FROM {table}")
                for row in rows:
                    marks = ", ".join("?" * len(row))
                    server.database.execute(
                        f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", *map(_stored, row.values())
                    )

    yield tamper
    launcher.stop(server)


SEALED_TABLES = ("audit_events", "audit_personal", "audit_chain")


def _stored(value):
    return json.dumps(value) if isinstance(value, dict) else value


def test_an_erasure_keeps_it_whole(site):
    site.database.execute("DELETE FROM audit_personal WHERE actor_email IS NOT NULL")
    assert faults_of(site) == []


def test_a_retention_cut_keeps_it_whole(start_server):
    # Short rotations make the tidying often.
    server = start_server(AUDIT_RETENTION="3s", KEY_ROTATION_EVERY="10s")
    sign_up_verified(server.api)
    sealed(server)
    wait_for(lambda: not server.database.count("audit_events"))
    assert server.database.count("audit_personal") == 0
    assert faults_of(server) == []
    sign_up_verified(server.api)
    sealed(server)
    assert faults_of(server) == []


def test_events_of_many_at_once_are_chained_once_each(start_server, has_redis):
    server = start_server(*(("--workers", "2") if has_redis else ()))
    person = sign_up_verified(server.api)
    person.api.execute_together(40, "signIn", input={"email": person.email, "password": "wrong"})
    sealed(server)
    positions = [row["position"] for row in server.database.rows("SELECT position FROM audit_events")]
    assert sorted(positions) == list(range(1, len(positions) + 1))
    assert faults_of(server) == []


def test_the_tail_shows_the_latest_first_come_first(site):
    admin = make_staff(site)
    lines = site.cli("audit", "tail", "--count", "3").splitlines()
    assert len(lines) <= 5
    assert admin.email in lines[-1]

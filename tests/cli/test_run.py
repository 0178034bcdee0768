"""`ostiary run`: where things are, several workers, and what stops the start."""

import signal
import sys
from pathlib import Path

import pytest
from graphql import build_schema

from tests.cli.commands import attempt, attempt_beside
from tests.support.people import sign_up_verified
from tests.support.processes import Process, clean_environment, free_port, is_listening, started
from tests.support.server import Server, settings_for_tests

pytestmark = [pytest.mark.drill, pytest.mark.one_engine]


def test_it_says_where_everything_is(server: Server):
    for place in ("/graphql", "/dev/mailbox", "/auth/login"):
        assert f"{server.url}{place}" in server.log
    assert "Database" in server.log


def test_the_public_address_follows_the_port(tmp_path: Path):
    port = free_port()
    command = [sys.executable, "-m", "server", "run", "--port", str(port)]
    running = Process(
        started(command, tmp_path / "log", clean_environment({"BCRYPT_COST": 4})), log_path=tmp_path / "log"
    )
    try:
        running.wait_until(lambda: is_listening(port))
        assert f"http://localhost:{port}/graphql" in running.log
    finally:
        running.stop()


def test_a_busy_port_is_one_sentence(server: Server):
    with server.database.unchanged():
        outcome = attempt_beside(server, "run", "--port", str(server.port))
    assert outcome.exit_code == 1
    assert outcome.complaint == f"Port {server.port} of 127.0.0.1 is in use already: choose another by --port."


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"BCRYPT_COST": 99}, "OSTIARY_BCRYPT_COST: Input should be less than or equal to 16."),
        ({"ACCESS_TOKEN_TTL": "soon"}, "OSTIARY_ACCESS_TOKEN_TTL: write a duration as 90s, 15m, 24h or 7d."),
    ],
)
def test_a_wrong_setting_stops_the_start_with_one_sentence(settings, sentence: str, tmp_path: Path):
    outcome = attempt("run", settings=settings_for_tests(**settings), folder=tmp_path)
    assert (outcome.exit_code, outcome.complaint) == (2, sentence)
    assert list(tmp_path.iterdir()) == []


def test_production_with_several_workers_needs_a_shared_cache(tmp_path: Path):
    settings = settings_for_tests(
        ENV="production",
        PUBLIC_URL="https://auth.example.com",
        SMTP_HOST="mail.example.com",
        BCRYPT_COST=10,
        DATABASE_URL=f"sqlite://{tmp_path / 'ostiary.db'}",
    )
    outcome = attempt("run", "--workers", "2", settings=settings, folder=tmp_path)
    assert (outcome.exit_code, outcome.complaint) == (
        2, "OSTIARY_REDIS_URL: production with several workers needs one."
    )  # fmt: skip
    test_users = attempt("create-test-users", settings=settings, folder=tmp_path)
    assert (test_users.exit_code, test_users.complaint) == (2, "create-test-users: not in production.")
    assert list(tmp_path.iterdir()) == []


def test_two_workers_serve_and_end_together(start_server):
    server = start_server("--workers", "2")
    person = sign_up_verified(server.api)
    answers = person.api.execute_together(8, "me")
    assert [answer.data["me"]["id"] for answer in answers] == [person.user_id] * 8
    assert server.stop() in (0, -signal.SIGTERM), "it had to be killed"
    assert not is_listening(server.port)


def test_schema_prints_the_contract(server: Server):
    query = build_schema(server.cli("schema")).query_type
    assert query
    assert "authConfig" in query.fields


def test_another_secret_key_than_the_databases_stops_the_start(server: Server, tmp_path: Path):
    sign_up_verified(server.api)
    settings = {**server.settings, "SECRET_KEY": "Another-secret-for-tests-only-9876543210-zyxwvuts"}
    outcome = attempt("run", "--port", str(free_port()), settings=settings, folder=tmp_path)
    assert outcome.exit_code == 3
    assert "OSTIARY_SECRET_KEY: cannot open the signing keys of this database." in outcome.complaint
    assert sign_up_verified(server.api).user_id

"""`ostiary migrate`: any number of replicas may begin at the same moment."""

import sqlite3
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import psycopg
import pytest

from tests.cli.commands import attempt, attempt_beside
from tests.support.people import sign_in, sign_up_verified
from tests.support.processes import Process, clean_environment, free_port, started
from tests.support.server import Server, settings_for_tests

pytestmark = pytest.mark.drill


def test_four_at_once_apply_each_migration_once(start_server):
    server = start_server("--no-migrate")
    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(lambda _: attempt_beside(server, "migrate"), range(4)))
    assert [outcome.exit_code for outcome in outcomes] == [0] * 4, outcomes
    applied = [row["name"] for row in server.database.rows("SELECT name FROM tortoise_migrations")]
    assert len(applied) == len(set(applied)) > 0
    sign_up_verified(server.api)


def test_a_migration_that_was_killed_half_way_resumes(start_server, tmp_path):
    server = start_server("--no-migrate")
    command, environment = [sys.executable, "-m", "server", "migrate"], clean_environment(server.settings)
    with _held_up(server):
        migration = Process(started(command, tmp_path / "migrate.log", environment), log_path=tmp_path / "migrate.log")
        time.sleep(4)
        migration.kill()
    assert "up to date" not in migration.log
    assert server.cli("migrate").strip() == "The database is up to date."
    sign_up_verified(server.api)


@contextmanager
def _held_up(server: Server) -> Iterator[None]:
    """Whoever migrates waits in the middle: for a table of the same name, or for the whole file."""
    url = str(server.settings["DATABASE_URL"])
    if url.startswith("sqlite"):
        holder = sqlite3.connect(url.removeprefix("sqlite://"), isolation_level=None)
        holder.execute("BEGIN EXCLUSIVE")
        yield
        holder.close()
        return
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE users (id integer)")
        yield
        connection.rollback()


def test_a_command_on_an_empty_database_says_what_to_do(start_server):
    server = start_server("--no-migrate")
    outcome = attempt_beside(server, "users", "list")
    assert outcome.exit_code == 1
    assert "ostiary migrate" in outcome.complaint


def test_a_database_that_is_away_is_one_sentence(tmp_path):
    url = f"postgres://nobody:secret-word@127.0.0.1:{free_port()}/nothing"
    settings = settings_for_tests(DATABASE_URL=url)
    for command in (("users", "list"), ("run", "--port", str(free_port()))):
        outcome = attempt(*command, settings=settings, folder=tmp_path)
        assert outcome.exit_code == 1
        assert outcome.complaint.startswith("The database cannot be reached")
        assert len(outcome.complaint.splitlines()) == 1
        assert "secret-word" not in outcome.complaint


def test_old_code_runs_on_a_newer_schema(start_server):
    """As it does while replicas are replaced one by one: a later migration has been applied, which adds."""
    newer = start_server()
    newer.database.execute("ALTER TABLE users ADD COLUMN nickname varchar(40)")
    newer.database.execute(
        "INSERT INTO tortoise_migrations (app, name, applied_at) VALUES ('ostiary', '9999_nicknames', ?)",
        "2099-01-01 00:00:00",
    )
    old = start_server(DATABASE_URL=newer.settings["DATABASE_URL"])
    person = sign_up_verified(old.api)
    assert person.api.run("updateProfile", input={"fullName": "Ada Example"})["fullName"] == "Ada Example"
    assert sign_in(newer.api, person.email).user_id == person.user_id

"""Data of the release before. There is none yet: what stands for it is data on the tables of the first migration."""

import asyncio

import pytest
from tortoise.connection import get_connection
from tortoise.migrations.executor import MigrationExecutor, MigrationTarget

from server.app import database
from server.settings import Settings
from server.wiring import tortoise_config
from tests.chaos.crowd import Crowd
from tests.chaos.invariants import audit

pytestmark = pytest.mark.drill
FIRST = "0001_initial"


def migrate_to_the_first(url):
    async def work():
        async with database(Settings(database_url=url)):
            executor = MigrationExecutor(get_connection("default"), tortoise_config(url)["apps"])
            await executor.migrate([MigrationTarget("ostiary", FIRST)])

    asyncio.run(work())


def applied(server):
    return {row["name"] for row in server.database.rows("SELECT name FROM tortoise_migrations")}


def test_accounts_sessions_and_invitations_of_the_first_migration_go_on(start, again, letterbox):
    empty = start("--no-migrate")
    migrate_to_the_first(empty.database.url)
    empty.stop()
    before = start("--no-migrate", DATABASE_URL=empty.database.url)
    assert applied(before) == {FIRST}
    crowd = Crowd(before.api, letterbox)
    with crowd.at_work():
        crowd.wait_for_answers(30)
    hashes = before.database.rows("SELECT email, password_hash FROM users ORDER BY email")
    before.stop()
    after = again(before)
    assert applied(after) > {FIRST}
    assert after.database.rows("SELECT email, password_hash FROM users ORDER BY email") == hashes
    audit(after, crowd)

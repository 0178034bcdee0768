"""users(search): among many people, an index finds the beginning of a name or an address on either engine."""

import subprocess
import sys

import pytest

from tests.support.database import Database
from tests.support.processes import ROOT, clean_environment

PEOPLE = 20_000
COLUMNS = """id, email, email_verified, phone_verified, full_name, role, is_active, user_data, app_data, created_at,
    updated_at"""

WROTE = {
    "sqlite": f"""WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {PEOPLE})
        SELECT '00000000-0000-7000-8000-' || printf('%012d', n), 'person' || n || '@example.com', true, false,
        'Name' || n, 'USER', true, '{{}}', '{{}}', '2026-01-01', '2026-01-01' FROM numbers""",
    "postgres": f"""SELECT gen_random_uuid(), 'person' || n || '@example.com', true, false,
        'Name' || n, 'USER', true, '{{}}'::jsonb, '{{}}'::jsonb, now(), now() FROM generate_series(1, {PEOPLE}) AS n""",
}
# In a process of its own: one that has spoken to one engine cannot speak to another.
EXPLAIN = """
import asyncio, sys
from tortoise import Tortoise
from server.wiring import tortoise_config
from services.searching import beginning_with

async def main():
    await Tortoise.init(config=tortoise_config(sys.argv[1]), _enable_global_fallback=True)
    found = await beginning_with(sys.argv[2]).order_by("id").limit(51).explain()
    print([dict(step) if hasattr(step, "keys") else step for step in found])
    await Tortoise.close_connections()

asyncio.run(main())
"""


@pytest.fixture(scope="module")
def many_people(launcher) -> Database:
    database = Database(launcher.new_migrated_database())
    if database.engine not in WROTE:
        pytest.skip("MariaDB has no index on an expression, and reads every name")
    database.execute(f"INSERT INTO users ({COLUMNS}) {WROTE[database.engine]}")
    database.execute("ANALYZE")
    return database


def plan(database: Database, search: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", EXPLAIN, database.url, search],
        env=clean_environment({}), cwd=ROOT, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    return done.stdout


@pytest.mark.parametrize("search", ["name1234", "person1234", "NAME 12", "nobody", "pers%n_", "Ünloved"])
def test_no_search_reads_the_whole_table(many_people, search):
    told = plan(many_people, search)
    assert "idx_users_name_search" in told
    assert "Seq Scan" not in told
    assert "SCAN" not in told

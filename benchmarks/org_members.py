"""One page of 50 members with their users, in organisations of 10 and of 100,000: deep pages must not slow down.

Beside it what Strawberry does as it comes, with Tortoise and OFFSET, over the same rows (benchmarks/as_it_comes.py).
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import psycopg

from benchmarks.load import Request, graphql, send
from benchmarks.machine import wait_for
from benchmarks.report import IS_QUICK, SECONDS, Report, interleaved
from benchmarks.sites import Site, launchers, site
from models import Membership
from services.paging import cursor_of
from tests.support.processes import ROOT, free_port

SMALL, LARGE = (10, 2_000) if IS_QUICK else (10, 100_000)
PAGE_SIZE = 50
LAST_LIMIT, OFFSET_LIMIT, AS_IT_COMES_LIMIT = 1.2, 20, 10

FIELDS = "nodes { id role joinedAt user { id fullName email createdAt } }"
PAGE = "query Page($org: ID!, $after: String) { orgMembers(orgId: $org, first: 50, after: $after) { %s } }"
PLAIN_PAGE = "query Page($org: ID!, $skip: Int!) { orgMembers(orgId: $org, first: 50, skip: $skip) { %s } }"

SEED = """
WITH people AS (
  INSERT INTO users (id, email, full_name, email_verified, phone_verified, role, is_active, user_data, app_data,
                     created_at, updated_at)
  SELECT ('01900000-' || lpad(to_hex(%(org)s::int), 4, '0') || '-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
         'member-' || %(org)s::int || '-' || n || '@example.com', 'Member ' || n, true, false, 'USER', true, '{}', '{}',
         now(), now()
  FROM generate_series(1, %(count)s::int) AS n
  RETURNING id
)
INSERT INTO memberships (id, org_id, user_id, role, joined_at)
SELECT ('ff' || substr(id::text, 3))::uuid, %(org_id)s::uuid, id, 'MEMBER', now() FROM people
"""
BEFORE_LAST_PAGE = "SELECT id FROM memberships WHERE org_id = %s ORDER BY id DESC OFFSET %s LIMIT 1"
FIRST, LAST, OFFSET_FIRST, OFFSET_LAST, SMALL_FIRST = (
    f"first of {LARGE:,}",
    f"last of {LARGE:,}",
    f"first of {LARGE:,}, Strawberry as it comes",
    f"last of {LARGE:,}, Strawberry as it comes with OFFSET",
    f"first of {SMALL}",
)


def main() -> int:
    with launchers() as (on_postgres, _):
        here = site(on_postgres)
        small, large = (_fill(here, size) for size in (SMALL, LARGE))
        with _as_it_comes(here.server.database.url) as plain_url:
            ours, plain = partial(_ours, here), partial(_plain, plain_url)
            requests = {
                SMALL_FIRST: ours(small, None),
                FIRST: ours(large, None),
                LAST: ours(large, _before_last(here, large)),
                OFFSET_FIRST: plain(large, 0),
                OFFSET_LAST: plain(large, LARGE - PAGE_SIZE),
            }
            measured = interleaved({name: partial(send, each, seconds=SECONDS) for name, each in requests.items()})
    report = Report("`orgMembers`, 50 with their users, one worker, 32 connections")
    report.rates(measured)
    rate = {name: each.rate for name, each in measured.items()}
    report.at_most("last page against the first", rate[FIRST] / rate[LAST], LAST_LIMIT)
    report.at_least("last page against OFFSET's last", rate[LAST] / rate[OFFSET_LAST], OFFSET_LIMIT)
    report.at_least("first page against Strawberry as it comes", rate[FIRST] / rate[OFFSET_FIRST], AS_IT_COMES_LIMIT)
    return report.show()


def _fill(here: Site, size: int) -> str:
    """An organisation of that many."""
    found = 'mutation { createOrg(input: {name: "Bench"}) { ... on Org { id } } }'
    org_id = str(here.person.api.run(found)["createOrg"]["id"])
    with psycopg.connect(here.server.database.url, autocommit=True) as connection:
        connection.execute(SEED, {"org": size % 65_536, "count": size - 1, "org_id": org_id})
        connection.execute("VACUUM ANALYZE")
    return org_id


def _before_last(here: Site, org_id: str) -> str:
    with psycopg.connect(here.server.database.url) as connection:
        found = connection.execute(BEFORE_LAST_PAGE, (org_id, PAGE_SIZE)).fetchone()
    assert found is not None
    return cursor_of(Membership(id=found[0]))


def _ours(here: Site, org_id: str, after: str | None) -> Request:
    body = {"query": PAGE % FIELDS, "variables": {"org": org_id, "after": after}}
    return graphql(here.server.url, body, '{"data":{"orgMembers":{"nodes":[{"id":"', here.person.access_token)


def _plain(url: str, org_id: str, skip: int) -> Request:
    body = {"query": PLAIN_PAGE % FIELDS, "variables": {"org": org_id, "skip": skip}}
    return graphql(url, body, '{"data":{"orgMembers":{"nodes":[{"id":"')


@contextmanager
def _as_it_comes(database_url: str) -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "benchmarks.as_it_comes:app", "--no-access-log", "--port", str(port)]
    environment = {**os.environ, "DATABASE_URL": database_url}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(f"http://127.0.0.1:{port}/graphql", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


if __name__ == "__main__":
    sys.exit(main())

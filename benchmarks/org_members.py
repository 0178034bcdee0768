"""One page of 50 members in organisations of 10, 1,000 and 100,000: deep pages must not slow down.

Asks the server that ships over HTTP, on PostgreSQL, in interleaved rounds, and compares medians.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psycopg

from models import Membership
from services.paging import cursor_of
from tests.support.api import Api
from tests.support.people import sign_up_verified
from tests.support.processes import Postgres
from tests.support.server import Launcher

SIZES = (10, 1_000, 100_000)
PAGE_SIZE = 50
WARM_UP = 20
ROUNDS = 200
# The last page of the largest organisation against the first of the smallest.
LIMIT = 1.5

PAGE = """query Page($org: ID!, $after: String) {
  orgMembers(orgId: $org, first: 50, after: $after) { nodes { userId role fullName } pageInfo { hasNextPage } }
}"""

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


@dataclass
class Case:
    """One page, and how many seconds each round took for it."""

    size: int
    name: str
    variables: dict[str, object]
    seconds: list[float]

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)


def main() -> int:
    postgres = Postgres()
    with tempfile.TemporaryDirectory(prefix="ostiary-bench-") as folder:
        launcher = Launcher(Path(folder), cluster_url=postgres.url, prefix="bench")
        try:
            server = launcher.start()
            viewer = sign_up_verified(server.api)
            cases = [case for size in SIZES for case in _seed(viewer.api, server.database.url, size)]
            _measure(viewer.api, cases)
        finally:
            launcher.stop_all()
            postgres.stop()
    return _report(cases)


def _seed(api: Api, database_url: str, size: int) -> list[Case]:
    """The first page and the last."""
    founded = api.run('mutation { createOrg(input: {name: "Bench"}) { ... on Org { id } } }')
    org_id = founded["createOrg"]["id"]
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(SEED, {"org": size % 65_536, "count": size - 1, "org_id": org_id})
        connection.execute("VACUUM ANALYZE")
        before_last = connection.execute(BEFORE_LAST_PAGE, (org_id, PAGE_SIZE)).fetchone()
    after = cursor_of(Membership(id=before_last[0])) if before_last else None
    return [Case(size, "first", {"org": org_id}, []), Case(size, "last", {"org": org_id, "after": after}, [])]


def _measure(api: Api, cases: list[Case]) -> None:
    """Each round asks for every page once, so that a slow moment of the machine falls on all alike."""
    for number in range(WARM_UP + ROUNDS):
        for case in cases:
            taken = _timed(lambda: api.run(PAGE, **case.variables))  # noqa: B023
            if number >= WARM_UP:
                case.seconds.append(taken)


def _timed(request: Callable[[], object]) -> float:
    started = time.perf_counter()
    request()
    return time.perf_counter() - started


def _report(cases: list[Case]) -> int:
    base = cases[0].median
    for case in cases:
        milliseconds = f"{case.median * 1000:7.2f} ms"
        print(f"orgMembers, {case.size:>7,} members, {case.name:<5} page  {milliseconds}  x{case.median / base:.2f}")
    ratio = cases[-1].median / base
    verdict = "holds" if ratio <= LIMIT else "IS BROKEN"
    print(f"last of {SIZES[-1]:,} against first of {SIZES[0]}: x{ratio:.2f}; the limit of x{LIMIT} {verdict}")
    return int(ratio > LIMIT)


if __name__ == "__main__":
    sys.exit(main())

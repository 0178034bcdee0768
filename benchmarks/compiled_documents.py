"""Documents run by plans against the same run by graphql-core.

Two servers that ship, on PostgreSQL, one worker each, 32 connections, interleaved rounds. Then execution alone.
"""

import sys
from functools import partial

import psycopg

from benchmarks import execution
from benchmarks.load import graphql, send
from benchmarks.org_members import SEED
from benchmarks.report import SECONDS, Report, Sample, interleaved
from benchmarks.sites import ME, Site, launchers, site
from tests.support.server import Launcher

WAYS = ("plans", "graphql-core")
PAGE = """query Page($org: ID!) { orgMembers(orgId: $org, first: 50) {
  nodes { id role joinedAt user { id fullName email createdAt } } pageInfo { hasNextPage endCursor } } }"""
NEW = f"query New {ME} # %N%"
# How many times as often as without plans, at least. Where the work is most of it: as often, give or take a twentieth.
LIMITS = {
    "`me` with organisations": 3.0,
    "`orgMembers`, 50 with users": 3.0,
    "a document never seen": 1 / 1.3,
    "`refresh`": 0.95,
    "`signIn`, a cheap hash": 0.95,
}


def main() -> int:
    with launchers() as (on_postgres, _):
        sites = {way: _site(on_postgres, way) for way in WAYS}
        measured = interleaved(
            {f"{name}, {way}": sample for way, here in sites.items() for name, sample in _samples(here).items()}
        )
    report = Report("Plans against graphql-core, one worker, 32 connections")
    report.rates(measured)
    for name, limit in LIMITS.items():
        planned, walked = (measured[f"{name}, {way}"].rate for way in WAYS)
        report.at_least(name, planned / walked, limit)
    missed = report.show()
    _alone()
    return missed


def _site(launcher: Launcher, way: str) -> Site:
    here = site(launcher, COMPILED_DOCUMENTS=way == "plans")
    with psycopg.connect(here.server.database.url, autocommit=True) as connection:
        connection.execute(SEED, {"org": 1, "count": 60, "org_id": here.org_id})
        connection.execute("VACUUM ANALYZE")
    return here


def _samples(here: Site) -> dict[str, Sample]:
    url, token = here.server.url, here.person.access_token
    page = {"query": PAGE, "variables": {"org": here.org_id}}
    requests = {
        "`me` with organisations": here.me_request(),
        "`orgMembers`, 50 with users": graphql(url, page, '{"data":{"orgMembers":{"nodes":[{"id":"', token),
        "a document never seen": graphql(url, {"query": NEW}, '{"data":{"me":{"id":"', token),
        "`signIn`, a cheap hash": here.sign_in_request(),
    }
    samples: dict[str, Sample] = {name: partial(send, each, seconds=SECONDS) for name, each in requests.items()}
    return {**samples, "`refresh`": here.refresh}


def _alone() -> None:
    """No limit of the contract: it tells what plans themselves do to what they replace."""
    report = Report("Between document and answer alone, rows in memory", ("", "by a plan", "by graphql-core", "ratio"))
    for name, (planned, walked) in execution.measure({"`me` with organisations": ME, "`orgMembers`": PAGE}).items():
        report.row(name, f"{planned:.0f} µs", f"{walked:.0f} µs", f"{walked / planned:.2f}")
    report.show()


if __name__ == "__main__":
    sys.exit(main())

"""Documents run by plans against the same run by graphql-core, and `me` against an endpoint with no GraphQL at all.

Two servers that ship, on PostgreSQL, one worker each, 32 connections, interleaved rounds; and a plain one beside them.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psycopg

from benchmarks import execution
from benchmarks.load import Measured, send
from benchmarks.org_members import SEED
from tests.support.people import PASSWORD, Person, sign_up_verified
from tests.support.processes import ROOT, Postgres, free_port
from tests.support.server import Launcher, Server

ROUNDS = 5
SECONDS = 3
SHARED_ROUNDS = 30
WAYS = ("plans", "graphql-core")
BCRYPT_COST = 10

ME = "{ me { id email fullName role memberships { role org { id name slug } } } }"
PAGE = """query Page($org: ID!) { orgMembers(orgId: $org, first: 50) {
  nodes { id role joinedAt user { id fullName email createdAt } } pageInfo { hasNextPage endCursor } } }"""
NEW = "query New { me { id email fullName role memberships { role org { id name slug } } } } # %N%"
# How many times as often as without plans, at least.
LIMITS = {"me with organisations": 3.0, "orgMembers, 50 with users": 3.0, "a document never seen": 1 / 1.3}
PLAIN_LIMIT = 0.75


@dataclass
class Site:
    """One server, someone with three organisations on it, and the largest of these."""

    server: Server
    person: Person
    org_id: str
    rounds: dict[str, list[Measured]] = field(default_factory=dict)
    seconds: dict[str, list[float]] = field(default_factory=dict)

    def measure(self, name: str, body: dict[str, object]) -> None:
        url = f"{self.server.url}/graphql"
        self.rounds.setdefault(name, []).append(send(url, body, self.person.access_token, seconds=SECONDS))

    def bodies(self) -> dict[str, dict[str, object]]:
        return {
            "me with organisations": {"query": ME},
            "orgMembers, 50 with users": {"query": PAGE, "variables": {"org": self.org_id}},
            "a document never seen": {"query": NEW},
        }

    def rate(self, name: str) -> float:
        return statistics.median(each.rate for each in self.rounds[name])


def main() -> int:
    postgres = Postgres()
    with tempfile.TemporaryDirectory(prefix="ostiary-bench-") as folder:
        launcher = Launcher(Path(folder), cluster_url=postgres.url, prefix="bench")
        try:
            sites = {way: _site(launcher, way) for way in WAYS}
            plain = _plain(_answers(sites))
            try:
                return _measure(sites, f"http://127.0.0.1:{plain.args[-1]}/graphql")
            finally:
                plain.terminate()
                plain.wait()
        finally:
            launcher.stop_all()
            postgres.stop()


def _site(launcher: Launcher, way: str) -> Site:
    settings: dict[str, object] = {"BCRYPT_COST": BCRYPT_COST, "LOCKOUT": "off", "REDIS_URL": None}
    server = launcher.start(COMPILED_DOCUMENTS=way == "plans", **settings)
    person = sign_up_verified(server.api, fullName="Ada Example")
    found = 'mutation { createOrg(input: {name: "Bench"}) { ... on Org { id } } }'
    org_id = [person.api.run(found)["createOrg"]["id"] for _ in range(3)][-1]
    with psycopg.connect(server.database.url, autocommit=True) as connection:
        connection.execute(SEED, {"org": 1, "count": 60, "org_id": org_id})
        connection.execute("VACUUM ANALYZE")
    return Site(server, person, org_id)


def _answers(sites: dict[str, Site]) -> bytes:
    """What `me` answers, once every document was seen often enough; failures come with HTTP 200 too."""
    for site in sites.values():
        for body in site.bodies().values():
            for _ in range(3):
                answer = site.person.api.http.post("/graphql", json=body)
                assert "errors" not in answer.json(), answer.text
    return sites["plans"].person.api.http.post("/graphql", json={"query": ME}).content


def _plain(answer: bytes) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "uvicorn", "benchmarks.plain:app", "--no-access-log", "--port", str(free_port())]
    environment = {**os.environ, "PLAIN_ANSWER": answer.decode()}
    started = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    for _ in range(100):
        try:
            httpx.post(f"http://127.0.0.1:{command[-1]}/graphql", json={}, trust_env=False)
            break
        except httpx.TransportError:
            time.sleep(0.1)
    return started


def _measure(sites: dict[str, Site], plain_url: str) -> int:
    plain = [send(plain_url, {"query": ME}, "none", seconds=1)]
    for _ in range(ROUNDS):
        for name in LIMITS:
            for site in sites.values():
                site.measure(name, site.bodies()[name])
        plain.append(send(plain_url, {"query": ME}, "none", seconds=SECONDS))
    for _ in range(SHARED_ROUNDS):
        for site in sites.values():
            _once(site, "signIn", lambda site=site: _sign_in(site))
            _once(site, "refresh", lambda site=site: _refresh(site))
    return _report(sites, plain[1:])


def _once(site: Site, name: str, act: Callable[[], None]) -> None:
    began = time.perf_counter()
    act()
    site.seconds.setdefault(name, []).append(time.perf_counter() - began)


def _sign_in(site: Site) -> None:
    site.server.api.run("signIn", input={"email": site.person.email, "password": PASSWORD})


def _refresh(site: Site) -> None:
    signed = site.server.api.run("refresh", input={"refreshToken": site.person.refresh_token})
    site.person = Person(**{**vars(site.person), "refresh_token": signed["refreshToken"]})


def _report_execution() -> None:
    """No limit of the contract: it tells what plans themselves do to what they replace."""
    for name, (planned, walked) in execution.measure({"me with organisations": ME, "orgMembers": PAGE}).items():
        print(f"{name}, execution alone: {planned:.0f} µs by a plan, {walked:.0f} µs without, x{walked / planned:.2f}")


def _report(sites: dict[str, Site], plain: list[Measured]) -> int:
    missed = 0
    for name, limit in LIMITS.items():
        for way, site in sites.items():
            _line(f"{name}, {way}", site.rounds[name])
        missed += _ratio(name, sites["plans"].rate(name) / sites["graphql-core"].rate(name), limit)
    _line("plain JSON endpoint", plain)
    share = sites["plans"].rate("me with organisations") / statistics.median(each.rate for each in plain)
    missed += _ratio("me against the plain endpoint", share, PLAIN_LIMIT)
    _report_execution()
    for name in ("signIn", "refresh"):
        planned, walked = (statistics.median(sites[way].seconds[name]) * 1000 for way in WAYS)
        print(f"{name}: median {planned:.2f} ms with plans, {walked:.2f} ms without, x{planned / walked:.2f} as long")
    return missed


def _line(name: str, rounds: list[Measured]) -> None:
    rate, p50, p99 = (statistics.median(getattr(each, part) for each in rounds) for part in ("rate", "p50", "p99"))
    print(f"{name:<45} {rate:8.0f}/s   p50 {p50:7.2f} ms   p99 {p99:7.2f} ms")


def _ratio(name: str, ratio: float, limit: float) -> int:
    print(f"{name}: x{ratio:.2f}; the limit of x{limit:.2f} {'holds' if ratio >= limit else 'IS MISSED'}")
    return int(ratio < limit)


if __name__ == "__main__":
    sys.exit(main())

"""Peers side by side: each from its packages, on the same PostgreSQL, in interleaved rounds of one run.

At one equal bcrypt cost; what its own default hash costs comes after. Their own limits on requests are off, as ours.
"""

import statistics
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial

import httpx

from benchmarks import machine
from benchmarks.load import Measured, Request, send, storm
from benchmarks.peers.products import OSTIARY, PRODUCTS, Asked, Place, Product
from benchmarks.processes import Memory, Running
from benchmarks.report import IS_QUICK, SECONDS, Report, Sample, interleaved
from benchmarks.storms import COST, during
from tests.support.database import create_database
from tests.support.processes import Postgres, free_port

STORM_ROUNDS, STORM_SECONDS = (1, 6) if IS_QUICK else (2, 6)
STARTS = 1 if IS_QUICK else 5
# V8 becomes fast by and by.
WARM_UP_SECONDS = 3 if IS_QUICK else 10
ME_LIMIT, REFRESH_LIMIT, BETTER_AUTH_LIMIT, FASTAPI_LIMIT, WAIT_LIMIT, START_LIMIT = 10, 5, 0.97, 1.9, 1 / 50, 1.5


@dataclass
class Contestant:
    product: Product
    place: Place
    running: Running
    asked: Asked
    idle: Memory

    @property
    def name(self) -> str:
        return self.product.name


def main() -> int:
    postgres = Postgres()
    try:
        with ExitStack() as stack:
            contestants = [stack.enter_context(_contestant(product, postgres, COST)) for product in PRODUCTS]
            report = _speeds(contestants)
            _storms(report, contestants)
            missed = report.show() + _footprints(contestants)
        _own_hashes(postgres)
        return missed
    finally:
        postgres.stop()


@contextmanager
def _contestant(product: Product, postgres: Postgres, cost: int) -> Iterator[Contestant]:
    name = f"peer_{product.name.replace(' ', '_')}_{cost}"
    place = Place(free_port(), create_database(postgres.url, name), _variables(postgres.url, name), cost)
    first = start(product, place)
    try:
        asked = product.settle(place)
    finally:
        first.stop()
    # Once more, now that its tables are there: a start as of every day.
    running = start(product, place)
    contestant = Contestant(product, place, running, asked, running.memory())
    try:
        yield contestant
    finally:
        contestant.running.stop()


def _variables(cluster_url: str, name: str) -> dict[str, str]:
    """As every client of PostgreSQL reads them."""
    url = httpx.URL(cluster_url)
    return {"PGHOST": url.params["host"], "PGUSER": url.username or "postgres", "PGDATABASE": name}


def start(product: Product, place: Place) -> Running:
    told = product.start(place)
    environment = {**told.environment, **product.environment}
    return Running(told.command, folder=told.folder, environment=environment, url=place.url)


def _speeds(contestants: list[Contestant]) -> Report:
    for each in contestants:
        send(each.asked.me, seconds=WARM_UP_SECONDS)
    cases: dict[str, Sample] = {}
    for each in contestants:
        cases[f"`me`, {each.name}"] = partial(send, each.asked.me, seconds=SECONDS)
    for each in contestants:
        if each.asked.refresh:
            cases[f"`refresh`, {each.name}"] = partial(_refreshed, each.asked.refresh)
    measured = interleaved(cases)
    report = Report(f"Peers side by side, one worker each, 32 connections, bcrypt cost {COST}")
    report.rates(measured)
    rate = {name: each.rate for name, each in measured.items()}
    best = max(rate[f"`me`, {each.name}"] for each in contestants if each.product is not OSTIARY)
    report.at_least("`me` against the best peer", rate["`me`, Ostiary"] / best, ME_LIMIT)
    refreshes = rate["`refresh`, Ostiary"] / rate["`refresh`, accounts-js"]
    report.at_least("`refresh` against accounts-js", refreshes, REFRESH_LIMIT)
    return report


def _refreshed(request: Callable[[], Request]) -> Measured:
    return send(request(), seconds=SECONDS)


def _storms(report: Report, contestants: list[Contestant]) -> None:
    cases: dict[str, Sample] = {"bcrypt alone, on every core": partial(machine.hashes, COST, seconds=STORM_SECONDS)}
    for each in contestants:
        cases[f"`signIn`, {each.name}"] = partial(storm, each.asked.sign_in, seconds=STORM_SECONDS)
        cases[f"`signUp`, {each.name}"] = partial(storm, each.asked.sign_up, seconds=STORM_SECONDS)
        cases[f"`me` beside 32 `signIn`, {each.name}"] = partial(
            during, each.asked.sign_in, each.asked.me, STORM_SECONDS
        )
    measured = interleaved(cases, rounds=STORM_ROUNDS)
    report.rates(measured)
    for name in ("`signIn`", "`signUp`"):
        ours = measured[f"{name}, Ostiary"].rate
        report.at_least(f"{name} against better-auth", ours / measured[f"{name}, better-auth"].rate, BETTER_AUTH_LIMIT)
        report.at_least(f"{name} against fastapi-users", ours / measured[f"{name}, fastapi-users"].rate, FASTAPI_LIMIT)
    waits = {each.name: measured[f"`me` beside 32 `signIn`, {each.name}"].p99 for each in contestants}
    ours = waits.pop(OSTIARY.name)
    report.at_most("p99 of `me` beside 32 `signIn`, against the best peer", ours / min(waits.values()), WAIT_LIMIT)


def _footprints(contestants: list[Contestant]) -> int:
    report = Report("One idle worker", ("", "RSS", "PSS", "start to first answer"))
    seconds = {each.name: statistics.median(_starts(each)) for each in contestants}
    for each in contestants:
        report.row(each.name, f"{each.idle.rss:.0f} MiB", f"{each.idle.pss:.0f} MiB", f"{seconds[each.name]:.2f} s")
    idle = {each.name: each.idle.rss for each in contestants}
    report.at_most("memory against better-auth", idle["Ostiary"] / idle["better-auth"], 1)
    report.at_most("start against fastapi-users", seconds["Ostiary"] / seconds["fastapi-users"], START_LIMIT)
    return report.show()


def _starts(contestant: Contestant) -> list[float]:
    taken = []
    for _ in range(STARTS):
        contestant.running.stop()
        contestant.running = start(contestant.product, contestant.place)
        taken.append(contestant.running.seconds_to_start)
    return taken


def _own_hashes(postgres: Postgres) -> None:
    """No limit of ours: what a sign-in costs with the hash that each product chose."""
    with ExitStack() as stack:
        chosen = [product for product in PRODUCTS if not product.environment]
        contestants = [stack.enter_context(_contestant(product, postgres, 0)) for product in chosen]
        cases = {
            f"`signIn`, {each.name}": partial(storm, each.asked.sign_in, seconds=STORM_SECONDS) for each in contestants
        }
        report = Report("`signIn`, 32 at once, each with its own default hash")
        report.rates(interleaved(cases, rounds=STORM_ROUNDS))
        report.show()


if __name__ == "__main__":
    sys.exit(main())

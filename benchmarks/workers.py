"""One worker against two, over PostgreSQL and Redis: `me` with three organisations.

On two cores the load, PostgreSQL and Redis want theirs too, so the plain endpoint with two workers stands beside.
"""

import sys
from dataclasses import replace

from benchmarks import machine
from benchmarks.load import send
from benchmarks.report import SECONDS, Report, interleaved
from benchmarks.sites import Site, launchers, site
from tests.support.server import Launcher


def main() -> int:
    with launchers() as (on_postgres, _):
        one, two = (_site(on_postgres, workers) for workers in (1, 2))
        with machine.plain_endpoint(one.answer()) as lone, machine.plain_endpoint(one.answer(), workers=2) as both:
            alone, together = (replace(one.me_request(), url=f"{url}/graphql") for url in (lone, both))
            measured = interleaved(
                {
                    "plain JSON endpoint, one worker": lambda: send(alone, seconds=SECONDS),
                    "plain JSON endpoint, two": lambda: send(together, seconds=SECONDS),
                    "`me`, one worker": one.me,
                    "`me`, two": two.me,
                }
            )
    report = Report("One worker and two, PostgreSQL and Redis, 32 connections")
    report.rates(measured)
    rate = {name: each.rate for name, each in measured.items()}
    room = min(2.0, rate["plain JSON endpoint, two"] / rate["plain JSON endpoint, one worker"])
    gain = rate["`me`, two"] / rate["`me`, one worker"]
    report.at_least("`me`, gain of the second worker against that of the plain endpoint", gain / room, 0.9)
    return report.show()


def _site(launcher: Launcher, workers: int) -> Site:
    return site(launcher, "--workers", str(workers), has_redis=True)


if __name__ == "__main__":
    sys.exit(main())

"""What every page of an application asks all the time: `me` with three organisations, and `refresh`.

One worker each, 32 connections, interleaved rounds; beside them an endpoint with no GraphQL at all, and PostgreSQL's
own part of a rotation.
"""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial

from benchmarks import machine
from benchmarks.load import Measured, Request, send
from benchmarks.processes import Running
from benchmarks.report import SECONDS, Report, interleaved
from benchmarks.sites import Site, launchers, site
from tests.support.processes import clean_environment, free_port

WARM_LIMIT, COLD_LIMIT, REFRESH_LIMIT = 0.75, 0.4, 0.2


def main() -> int:
    with launchers() as (on_postgres, on_sqlite), ExitStack() as stack:
        warm, on_file = site(on_postgres), site(on_sqlite)
        requests = {
            "plain JSON endpoint": _at(stack.enter_context(machine.plain_endpoint(warm.answer())), warm),
            "`me`, PostgreSQL": warm.me_request(),
            "`me`, PostgreSQL, without plans": site(on_postgres, COMPILED_DOCUMENTS=False).me_request(),
            "`me`, PostgreSQL, asked every time": _at(stack.enter_context(_without_memory(warm)), warm),
            "`me`, SQLite": on_file.me_request(),
            "`me`, SQLite, asked every time": _at(stack.enter_context(_without_memory(on_file)), on_file),
        }
        rotations = partial(machine.rotations, warm.server.database.url, seconds=SECONDS)
        measured = interleaved(
            {
                **{name: partial(send, each, seconds=SECONDS) for name, each in requests.items()},
                "`refresh`, PostgreSQL": warm.refresh,
                "`refresh`, SQLite": on_file.refresh,
                "raw rotation, asyncpg": rotations,
            }
        )
    return _report(measured)


def _at(url: str, here: Site) -> Request:
    return replace(here.me_request(), url=f"{url}/graphql")


@contextmanager
def _without_memory(here: Site) -> Iterator[str]:
    """One worker more over the same database, that takes itself for one of two without Redis: it remembers nothing."""
    port = free_port()
    flags = ["--factory", "--no-access-log", "--no-server-header", "--no-proxy-headers", "--ws", "none"]
    command = [sys.executable, "-m", "uvicorn", "server.cli.serving:serve", *flags, "--port", str(port)]
    settings = {**here.server.settings, "INTERNAL_WORKERS": 2, "INTERNAL_DELIVERS": 0}
    url = f"http://127.0.0.1:{port}"
    folder = here.server.log_path.parent
    running = Running(command, folder=folder, environment=clean_environment(settings), url=url)
    try:
        yield url
    finally:
        running.stop()


def _report(measured: dict[str, Measured]) -> int:
    report = Report("The hot path, one worker, 32 connections")
    report.rates(measured)
    rate = {name: each.rate for name, each in measured.items()}
    limit = rate["plain JSON endpoint"]
    report.at_least("`me` against the plain endpoint", rate["`me`, PostgreSQL"] / limit, WARM_LIMIT)
    cold = rate["`me`, PostgreSQL, asked every time"]
    report.at_least("`me` that asks the database against the plain endpoint", cold / limit, COLD_LIMIT)
    rotated = rate["`refresh`, PostgreSQL"] / rate["raw rotation, asyncpg"]
    report.at_least("`refresh` against the raw rotation", rotated, REFRESH_LIMIT)
    return report.show()


if __name__ == "__main__":
    sys.exit(main())

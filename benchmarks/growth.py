"""The same operations among 10,000 people and among a million: what answers one person must not grow with all.

One request at a time, on PostgreSQL, in interleaved rounds; ratios of medians. And how much room a row takes.
"""

import statistics
import sys
import time

import psycopg

from benchmarks.report import IS_QUICK, Report
from benchmarks.sites import USUAL, launchers
from tests.support.growth import OPERATIONS, Crowded, seed, settle
from tests.support.server import Launcher

SIZES = (1_000, 10_000) if IS_QUICK else (10_000, 1_000_000)
WARM_UP, ROUNDS = (2, 5) if IS_QUICK else (20, 100)
LIMIT = 1.5
_SIZES_OF_TABLES = """SELECT relname, n_live_tup, pg_total_relation_size(relid) FROM pg_stat_user_tables
  WHERE n_live_tup >= %s ORDER BY 3 DESC"""


def main() -> int:
    with launchers() as (on_postgres, _):
        small, large = (_crowd(on_postgres, size) for size in SIZES)
        seconds = _measure(small, large)
        room = _room(large, SIZES[1])
    report = Report("Growth", ("median of one request", *(f"{size:,} people" for size in SIZES)))
    for name, (few, many) in seconds.items():
        report.row(f"`{name}`", f"{few * 1000:.2f} ms", f"{many * 1000:.2f} ms")
        report.at_most(f"`{name}`, {SIZES[1]:,} against {SIZES[0]:,}", many / few, LIMIT)
    return report.show() + room.show()


def _crowd(launcher: Launcher, size: int) -> Crowded:
    url = launcher.new_migrated_database()
    began = time.perf_counter()
    seed(url, size)
    print(f"{size:,} people made in {time.perf_counter() - began:.0f} s", file=sys.stderr)
    return settle(launcher.start(**{**USUAL, "DATABASE_URL": url}))


def _measure(small: Crowded, large: Crowded) -> dict[str, tuple[float, float]]:
    """The medians of each operation."""
    taken: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name in OPERATIONS}
    for number in range(WARM_UP + ROUNDS):
        for name, act in OPERATIONS.items():
            for crowded, seconds in zip((small, large), taken[name], strict=True):
                began = time.perf_counter()
                act(crowded)
                if number >= WARM_UP:
                    seconds.append(time.perf_counter() - began)
    return {name: (statistics.median(few), statistics.median(many)) for name, (few, many) in taken.items()}


def _room(large: Crowded, size: int) -> Report:
    """With indexes."""
    report = Report("Room", ("table", "rows", "bytes a row, indexes counted", "together"))
    with psycopg.connect(large.server.database.url, autocommit=True) as connection:
        connection.execute("ANALYZE")
        for table, rows, octets in connection.execute(_SIZES_OF_TABLES, (size // 20,)).fetchall():
            report.row(f"`{table}`", f"{rows:,}", f"{octets / rows:.0f}", f"{octets / 2**20:,.0f} MiB")
    return report


if __name__ == "__main__":
    sys.exit(main())

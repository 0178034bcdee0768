"""`signIn` and `signUp`, 32 at once, against what bcrypt alone does on every core; and `me` meanwhile.

Each `me` follows the one before on one connection, so its p99 is what a person waits while others sign in.
"""

import sys
from concurrent.futures import ThreadPoolExecutor

from benchmarks import machine
from benchmarks.load import Measured, Request, send, storm
from benchmarks.report import IS_QUICK, Report, interleaved
from benchmarks.sites import launchers, site

COST = 10
ROUNDS, SECONDS = (1, 6) if IS_QUICK else (3, 10)
HASH_LIMIT = 0.97
WAIT_LIMIT = 10.0


def main() -> int:
    with launchers() as (on_postgres, _):
        here = site(on_postgres, BCRYPT_COST=COST)
        sign_in, sign_up, me = here.sign_in_request(), here.sign_up_request(), here.me_request()
        measured = interleaved(
            {
                "bcrypt alone, on every core": lambda: machine.hashes(COST, seconds=SECONDS),
                "`signIn`": lambda: storm(sign_in, seconds=SECONDS),
                "`signUp`": lambda: storm(sign_up, seconds=SECONDS),
                "`me`, one connection, idle": lambda: send(me, seconds=SECONDS, connections=1),
                "`me`, one connection, 32 sign-ins beside it": lambda: during(sign_in, me, SECONDS),
            },
            rounds=ROUNDS,
        )
    report = Report(f"Signing in and up, 32 at once, bcrypt cost {COST}")
    report.rates(measured)
    limit = measured["bcrypt alone, on every core"].rate
    for name in ("`signIn`", "`signUp`"):
        report.at_least(f"{name} against bcrypt alone", measured[name].rate / limit, HASH_LIMIT)
    p99 = measured["`me`, one connection, 32 sign-ins beside it"].p99
    report.at_most("p99 of `me` while 32 sign-ins run", p99, WAIT_LIMIT, " ms")
    return report.show()


def during(others: Request, asked: Request, seconds: float) -> Measured:
    """What one connection measures while 32 others send the storm."""
    with ThreadPoolExecutor(1) as pool:
        raging = pool.submit(storm, others, seconds=seconds + 1)
        measured = send(asked, seconds=seconds, connections=1)
        raging.result()
    return measured


if __name__ == "__main__":
    sys.exit(main())

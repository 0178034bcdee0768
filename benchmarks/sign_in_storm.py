"""A storm of 64 sign-ins at once: `me` keeps answering, since hashing runs in a bounded pool off the event loop.

Asks the server that ships, at its default bcrypt cost, and prints the p99 of `me` idle and in the storm.
"""

import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.support.api import Api
from tests.support.people import PASSWORD, Person, new_email, sign_up_verified
from tests.support.server import Launcher

STORM = 64
ROUNDS = 3
IDLE_REQUESTS = 300
# As the server ships.
BCRYPT_COST = 12


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="ostiary-bench-") as folder:
        launcher = Launcher(Path(folder), cluster_url=None, prefix="bench")
        try:
            server = launcher.start(BCRYPT_COST=BCRYPT_COST, LOCKOUT="off")
            person = sign_up_verified(server.api)
            idle = [_timed(lambda: person.api.run("me")) for _ in range(IDLE_REQUESTS)]
            during = [seconds for _ in range(ROUNDS) for seconds in _during_storm(server.api, person)]
        finally:
            launcher.stop_all()
    return _report(idle, during)


def _during_storm(api: Api, person: Person) -> list[float]:
    """How long each `me` took while 64 people signed in; half of them with a wrong password."""
    taken: list[float] = []
    over = threading.Event()

    def ask() -> None:
        while not over.is_set():
            taken.append(_timed(lambda: person.api.run("me")))

    def knock(number: int) -> None:
        right = number % 2 == 0
        email, password = (person.email, PASSWORD) if right else (new_email(), "wrong")
        api.run("signIn", input={"email": email, "password": password})

    with ThreadPoolExecutor(STORM + 1) as pool:
        asking = pool.submit(ask)
        try:
            list(pool.map(knock, range(STORM)))
        finally:
            over.set()
        asking.result()
    return taken


def _timed(request: Callable[[], object]) -> float:
    started = time.perf_counter()
    request()
    return time.perf_counter() - started


def _p99(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=100)[98]


def _report(idle: list[float], during: list[float]) -> int:
    for name, seconds in (("idle", idle), (f"{STORM} sign-ins at once", during)):
        middle, tail = statistics.median(seconds) * 1000, _p99(seconds) * 1000
        print(f"me, {name:<21} {len(seconds):>5} requests   median {middle:7.2f} ms   p99 {tail:7.2f} ms")
    median, tail = (measure(during) / measure(idle) for measure in (statistics.median, _p99))
    print(f"in the storm against idle: median x{median:.2f}, p99 x{tail:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

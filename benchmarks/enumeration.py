"""How long `signIn` takes to refuse, by what is behind the address: nobody must learn from it who has an account.

Interleaved rounds; each median is held against that of an address that nobody has (OWASP ASVS 5.0 V6.3.8).
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.support.api import Api
from tests.support.people import new_email, sign_up, sign_up_verified
from tests.support.server import Launcher, Server

BCRYPT_COST = 10
WARM_UP = 5
ROUNDS = 60
# Medians within five per cent.
LIMIT = 0.05


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="ostiary-bench-") as folder:
        launcher = Launcher(Path(folder), cluster_url=None, prefix="bench")
        try:
            plain = launcher.start(BCRYPT_COST=BCRYPT_COST, LOCKOUT="off")
            locking = launcher.start(BCRYPT_COST=BCRYPT_COST, LOCKOUT="fixed", LOCKOUT_ATTEMPTS=1)
            seconds = _measure(_cases(plain, locking))
        finally:
            launcher.stop_all()
    return _report(seconds)


def _cases(plain: Server, locking: Server) -> dict[str, Callable[[], object]]:
    twice = sign_up(plain.api)
    sign_up(plain.api, email=twice)
    deactivated = sign_up_verified(plain.api).email
    plain.database.execute("UPDATE users SET is_active = ? WHERE email = ?", False, deactivated)
    known, unknown = sign_up_verified(locking.api).email, new_email()
    return {
        "an address that nobody has": _guess(plain.api, new_email()),
        "a wrong password": _guess(plain.api, sign_up_verified(plain.api).email),
        "an unverified account": _guess(plain.api, sign_up(plain.api)),
        "an account without a password": _guess(plain.api, twice),
        "a deactivated account": _guess(plain.api, deactivated),
        "a locked account": _guess(locking.api, known),
        "a locked address of nobody": _guess(locking.api, unknown),
    }


def _guess(api: Api, email: str) -> Callable[[], object]:
    return lambda: api.run("signIn", input={"email": email, "password": "not-the-tractor-42"})


def _measure(cases: dict[str, Callable[[], object]]) -> dict[str, list[float]]:
    seconds: dict[str, list[float]] = {name: [] for name in cases}
    for number in range(WARM_UP + ROUNDS):
        for name, guess in cases.items():
            started = time.perf_counter()
            guess()
            if number >= WARM_UP:
                seconds[name].append(time.perf_counter() - started)
    return seconds


def _report(seconds: dict[str, list[float]]) -> int:
    medians = {name: statistics.median(taken) for name, taken in seconds.items()}
    base = next(iter(medians.values()))
    for name, median in medians.items():
        print(f"signIn, {name:<30} {median * 1000:7.2f} ms   x{median / base:.3f}")
    missed = [name for name, median in medians.items() if abs(median / base - 1) > LIMIT]
    print(f"within {LIMIT:.0%} of each other: {'no: ' + ', '.join(missed) if missed else 'yes'}")
    return len(missed)


if __name__ == "__main__":
    sys.exit(main())

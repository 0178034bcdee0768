"""How long what anybody may ask takes, by whether there is an account: nobody must learn from it who has one.

Each kind of account is held against none: by its median (OWASP ASVS 5.0 V6.3.8), and by a rank test, which tells a
shift from chance where medians cannot. Samples are interleaved in random order, so that a slow moment hits all alike.
"""

import itertools
import math
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.support.api import Api
from tests.support.people import PASSWORD, new_email, sign_up, sign_up_verified
from tests.support.server import Launcher, Server

BCRYPT_COST = 10
WARM_UP = 5
ROUNDS = 80
# Medians within five per cent.
LIMIT = 0.05
# Less likely than this by chance alone is no chance. Where medians differ and this is not so, more rounds would tell.
SURELY = 0.01
WITHIN, OFF, UNSURE = f"within {LIMIT:.0%}", f"OFF by more than {LIMIT:.0%}", "the machine is too busy to tell"
# What a message that is on its way does in the server must not count for the request after it (seconds).
PAUSE = 0.01
WRONG = "not-the-tractor-42"

Ask = Callable[[], object]


class Comparison(NamedTuple):
    """One operation: asked about nobody, and about accounts, each kind by its name."""

    operation: str
    nobody: Ask
    accounts: dict[str, Ask]


def main(operations: Sequence[str] = ()) -> int:
    """All of them, or those named; how many kinds of account are off."""
    with tempfile.TemporaryDirectory(prefix="ostiary-bench-") as folder:
        launcher = Launcher(Path(folder), cluster_url=None, prefix="bench")
        try:
            plain = launcher.start(
                BCRYPT_COST=BCRYPT_COST,
                LOCKOUT="off",
                INVITE_EXISTING="ask",
                SIGN_IN_METHODS="password,magic_link,sms_code",
                SMS_BUDGET_PER_HOUR=1_000_000,
            )
            locking = launcher.start(BCRYPT_COST=BCRYPT_COST, LOCKOUT="fixed", LOCKOUT_ATTEMPTS=1)
            asked = [each for each in _comparisons(plain, locking) if not operations or each.operation in operations]
            return sum(_report(each, _measure(each)) for each in asked)
        finally:
            launcher.stop_all()


def _comparisons(plain: Server, locking: Server) -> list[Comparison]:
    known, unknown = sign_up_verified(plain.api).email, new_email()
    return [
        _guesses(plain),
        Comparison(
            "signIn, locked",
            _asking(locking.api, "signIn", email=new_email(), password=WRONG),
            {"an account": _asking(locking.api, "signIn", email=sign_up_verified(locking.api).email, password=WRONG)},
        ),
        Comparison(
            "signUp",
            # An address is free once.
            lambda: plain.api.run("signUp", input={"email": new_email(), "password": PASSWORD}),
            {"an account": _asking(plain.api, "signUp", email=known, password=PASSWORD)},
        ),
        *(
            Comparison(
                operation,
                _asking(plain.api, operation, email=unknown),
                {"an account": _asking(plain.api, operation, email=known)},
            )
            for operation in ("requestPasswordReset", "sendMagicLink")
        ),
        _codes(plain),
        _invitations(plain, known),
    ]


def _asking(api: Api, operation: str, **wish: object) -> Ask:
    return lambda: api.run(operation, input=wish)


def _guesses(server: Server) -> Comparison:
    twice = sign_up(server.api)
    sign_up(server.api, email=twice)
    deactivated = sign_up_verified(server.api).email
    server.database.execute("UPDATE users SET is_active = ? WHERE email = ?", False, deactivated)
    accounts = {
        "an account": sign_up_verified(server.api).email,
        "an unverified one": sign_up(server.api),
        "one without a password": twice,
        "a deactivated one": deactivated,
    }
    asks = {name: _asking(server.api, "signIn", email=email, password=WRONG) for name, email in accounts.items()}
    return Comparison("signIn", _asking(server.api, "signIn", email=new_email(), password=WRONG), asks)


def _codes(server: Server) -> Comparison:
    known, unknown = "+15555550101", "+15555550102"
    person = sign_up_verified(server.api)
    server.database.execute("UPDATE users SET phone = ?, phone_verified = ? WHERE email = ?", known, True, person.email)
    return Comparison(
        "sendSignInCode",
        lambda: server.api.run("sendSignInCode", phone=unknown),
        {"an account": lambda: server.api.run("sendSignInCode", phone=known)},
    )


def _invitations(server: Server, known: str) -> Comparison:
    owner = sign_up_verified(server.api).api
    org_id = owner.run("createOrg", input={"name": "Lighthouse"})["id"]
    return Comparison(
        "invite",
        _asking(owner, "invite", orgId=org_id, email=new_email()),
        {"an account": _asking(owner, "invite", orgId=org_id, email=known)},
    )


def _measure(comparison: Comparison) -> dict[str, list[float]]:
    """Seconds by name; those of nobody come first."""
    asks = {"nobody": comparison.nobody, **comparison.accounts}
    seconds: dict[str, list[float]] = {name: [] for name in asks}
    for number in range(WARM_UP + ROUNDS):
        for name in random.sample(list(asks), len(asks)):
            started = time.perf_counter()
            asks[name]()
            taken = time.perf_counter() - started
            time.sleep(PAUSE)
            if number >= WARM_UP:
                seconds[name].append(taken)
    return seconds


def _report(comparison: Comparison, seconds: dict[str, list[float]]) -> int:
    """Prints a line for each kind of account; how many are off."""
    nobody = seconds.pop("nobody")
    missed = 0
    for name, taken in seconds.items():
        ratio = statistics.median(taken) / statistics.median(nobody)
        chance = rank_test(nobody, taken)
        verdict = _verdict(ratio, chance)
        missed += verdict is OFF
        medians = f"{statistics.median(nobody) * 1000:7.2f} ms {statistics.median(taken) * 1000:7.2f} ms"
        pair = f"{comparison.operation}: nobody, {name}"
        print(f"{pair:<48} {medians}  x{ratio:.3f}  p={chance:.3f}  {verdict}", flush=True)
    return missed


def _verdict(ratio: float, chance: float) -> str:
    if abs(ratio - 1) <= LIMIT:
        return WITHIN
    return OFF if chance < SURELY else UNSURE


def rank_test(one: list[float], other: list[float]) -> float:
    """Mann and Whitney's U, two-sided, by the normal approximation: how likely chance alone ranks them so unlike.

    By hand, since SciPy would be 35 MB for ten lines. From 20 samples on the approximation is good to two digits.
    """
    ranked = sorted((*one, *other))
    places: dict[float, float] = {}
    for value, same in itertools.groupby(range(1, len(ranked) + 1), key=lambda place: ranked[place - 1]):
        places[value] = statistics.fmean(same)
    ways = len(one) * len(other)
    surplus = sum(places[value] for value in one) - len(one) * (len(one) + 1) / 2 - ways / 2
    deviation = math.sqrt(ways * (len(ranked) + 1) / 12)
    return math.erfc(abs(surplus) / deviation / math.sqrt(2))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

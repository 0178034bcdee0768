"""Passwords: what a new one must be, and hashing off the event loop. Knows nothing of accounts.

Stored as `hs256:` and a bcrypt hash of the password's HMAC-SHA256: bcrypt reads 72 bytes at most, the digest fits.
"""

import asyncio
import base64
import hashlib
import hmac
import os
import threading
import time
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TypeVar

import bcrypt

from services import foreign_hashes, metrics
from services.errors import FieldFault, InvalidInput, PasswordWeakness, ServiceUnavailable, WeakPassword
from services.foreign_hashes import UnfitHash
from services.text import is_storable

SHORTEST, LONGEST = 8, 128
# One character of NFC may come as four code points. Normalising takes the square of the length, so it is bounded first.
_LONGEST_UNCOMPOSED = LONGEST * 4
# Public on purpose: passwords must survive the loss of SECRET_KEY.
_PRE_HASH_LABEL = b"ostiary password v1"
_SCHEME = "hs256:"
_BCRYPT = "$2"
_COMMON = Path(__file__).with_suffix(".txt")
_NICENESS = 10
_QUEUE_PER_THREAD = 64

Result = TypeVar("Result")


@dataclass(frozen=True)
class Verdict:
    """`outdated`: right, but hashed at a lower cost or in another form than today's."""

    matches: bool
    outdated: bool = False


@cache
def common_passwords() -> frozenset[str]:
    """The 30,000 that leaks show most often, most often first in the file. `make codegen` takes them from zxcvbn."""
    return frozenset(_COMMON.read_text("ascii").splitlines())


def check_strength(password: str, *, email: str | None = None, name: str | None = None, path: str = "password") -> None:
    """Raises WeakPassword with every reason (OWASP ASVS 5.0 V6.2: length and blocklist, no composition rules).

    InvalidInput for `path` where it holds what no text may hold.
    """
    if not is_storable(password):
        raise InvalidInput(FieldFault(path, "must not contain NUL or half characters"))
    if len(password) > _LONGEST_UNCOMPOSED:
        raise WeakPassword(PasswordWeakness.TOO_LONG)
    plain = _normal(password)
    word = plain.casefold()
    found = [
        weakness
        for weakness, applies in (
            (PasswordWeakness.TOO_SHORT, len(plain) < SHORTEST),
            (PasswordWeakness.TOO_LONG, len(plain) > LONGEST),
            (PasswordWeakness.COMMON, word in common_passwords()),
            (PasswordWeakness.REPEATED_CHARACTER, len(set(word)) == 1),
            (PasswordWeakness.CONTAINS_IDENTIFIER, len(plain) <= LONGEST and _names(word, email, name)),
        )
        if applies
    ]
    if found:
        raise WeakPassword(*found)


def _names(word: str, email: str | None, name: str | None) -> bool:
    """The whole address or name stands in it, or the address's local part makes up half of it."""
    local_part = (email or "").partition("@")[0]
    whole = [part.casefold() for part in (email, name) if part and len(part) >= 4]
    return any(part in word for part in whole) or (len(local_part) * 2 >= len(word) and local_part in word)


class PasswordHasher:
    """bcrypt at one cost, in as many threads as cores; they yield to the event loop (Linux niceness is per thread)."""

    def __init__(self, cost: int, threads: int | None = None) -> None:
        self.cost = cost
        self._threads = threads or os.cpu_count() or 1
        self._pool = ThreadPoolExecutor(self._threads, thread_name_prefix="hash", initializer=_lower_priority)
        self.pending = 0

    async def hash(self, password: str) -> str:
        return await self._run(partial(_hash, password, self.cost))

    async def verify(self, password: str, stored: str | None) -> Verdict:
        """Costs 2^cost whatever is stored: None, an older cost or today's. Imported hashes cost what they cost."""
        if not _may_be_one(password):
            password, stored = "", None
        return await self._run(partial(_verify, password, stored, self.cost))

    async def _run(self, work: Callable[[], Result]) -> Result:
        if self.pending >= self._threads * _QUEUE_PER_THREAD:
            raise ServiceUnavailable(retry_after=5)
        self.pending += 1
        metrics.HASHES_PENDING.inc()
        future = asyncio.get_running_loop().run_in_executor(self._pool, _timed(work))
        future.add_done_callback(self._done)
        return await future

    def _done(self, _future: object) -> None:
        self.pending -= 1
        metrics.HASHES_PENDING.dec()

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)


def _timed(work: Callable[[], Result]) -> Callable[[], Result]:
    asked_at = time.perf_counter()

    def timed() -> Result:
        metrics.HASH_WAIT_SECONDS.observe(time.perf_counter() - asked_at)
        with metrics.HASH_SECONDS.time():
            return work()

    return timed


def _lower_priority() -> None:
    if hasattr(os, "setpriority"):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)


def _normal(password: str) -> str:
    return unicodedata.normalize("NFC", password)


def _may_be_one(password: str) -> bool:
    """Whether a new password could look like this; the rest is not worth a hash of its own."""
    is_short = len(password) <= _LONGEST_UNCOMPOSED
    return is_short and is_storable(password) and len(_normal(password)) <= LONGEST


def _pre_hash(password: str) -> bytes:
    return base64.b64encode(hmac.digest(_PRE_HASH_LABEL, _normal(password).encode(), hashlib.sha256))


def _hash(password: str, cost: int) -> str:
    return _SCHEME + bcrypt.hashpw(_pre_hash(password), bcrypt.gensalt(cost)).decode()


def importable(hashed: str) -> str:
    """A hash from another Ostiary or another product, in the form in which it is stored; UnfitHash otherwise."""
    stored = foreign_hashes.canonical(hashed.removeprefix(_SCHEME))
    if hashed.startswith(_SCHEME):
        if not stored.startswith(_BCRYPT):
            raise UnfitHash("is not well formed")
        return hashed
    return stored


def _verify(password: str, stored: str | None, cost: int) -> Verdict:
    if stored is None:
        _burn(cost)
        return Verdict(False)
    own = stored.startswith(_SCHEME)
    hashed = stored.removeprefix(_SCHEME)
    matches = bcrypt.checkpw(_pre_hash(password), hashed.encode()) if own else foreign_hashes.matches(password, stored)
    if not hashed.startswith(_BCRYPT):
        return Verdict(matches, outdated=matches)
    stored_cost = int(hashed.split("$")[2])
    for missing in range(stored_cost, cost):
        _burn(missing)
    return Verdict(matches, outdated=matches and (not own or stored_cost < cost))


def _burn(cost: int) -> None:
    """One bcrypt of `cost`, compared with a hash that nothing has."""
    bcrypt.checkpw(b"decoy", f"$2b${cost:02d}${'.' * 53}".encode())

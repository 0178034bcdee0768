"""Counts wrong guesses, durably and atomically, and locks. Alike for identifiers that nobody has.

Kept per keyed digest, so that the table names nobody. Counted outside any transaction that might roll back.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from tortoise.exceptions import IntegrityError

from models import Attempts as AttemptsRow
from models import Purpose, User
from services.database import now, transaction
from services.errors import AccountLocked
from services.policy import Policy
from services.vault import Vault

_FORGOTTEN_AFTER = timedelta(days=1)


@dataclass(frozen=True)
class LockRule:
    """`lock_for` tells from the number of failures how long to lock, zero for not yet. `memory`: when to start anew."""

    name: str
    lock_for: Callable[[int, Policy], timedelta]
    memory: timedelta = _FORGOTTEN_AFTER


@dataclass(frozen=True)
class Lock:
    """`is_first`: the failure before did not lock."""

    until: datetime
    is_first: bool


def _sign_in_lock(failures: int, policy: Policy) -> timedelta:
    if policy.lockout == "off" or failures < policy.lockout_attempts:
        return timedelta(0)
    if policy.lockout == "fixed":
        return policy.lockout_duration
    doublings = min(failures - policy.lockout_attempts, 32)
    doubled: timedelta = policy.lockout_first * 2**doublings
    return min(doubled, policy.lockout_max)


def _code_lock(failures: int, _policy: Policy) -> timedelta:
    return timedelta(hours=1) if failures >= 10 else timedelta(0)


PASSWORD_GUESSES = LockRule("sign_in", _sign_in_lock)
CODE_GUESSES = LockRule("code", _code_lock, memory=timedelta(hours=1))


def code_counter(purpose: Purpose, address: str) -> str:
    """The identifier under which wrong codes are counted."""
    return f"{purpose} {address}"


def identifiers_of(user: User) -> list[str]:
    """Every identifier under which wrong passwords of the person may have been counted."""
    return [identifier for identifier in (user.email, user.phone, str(user.id)) if identifier is not None]


class Attempts:
    def __init__(self, policy: Policy, vault: Vault) -> None:
        self._policy = policy
        self._vault = vault

    def _key(self, rule: LockRule, identifier: str) -> str:
        return self._vault.digest(identifier, purpose=f"attempts {rule.name}")

    async def locked_until(self, rule: LockRule, identifier: str) -> datetime | None:
        row = await AttemptsRow.get_or_none(key=self._key(rule, identifier))
        return row.locked_until if row is not None and _is_locked(row) else None

    async def refuse_if_locked(self, rule: LockRule, identifier: str) -> bool:
        """Whether there is anything to clear, where it does not raise."""
        row = await AttemptsRow.get_or_none(key=self._key(rule, identifier))
        if row is not None and _is_locked(row):
            raise _lock_refusal(row.locked_until)
        return row is not None

    async def count_failure(self, rule: LockRule, identifier: str) -> Lock | None:
        """Tells of the lock that this failure caused, if it did. Counts nothing and raises while locked already."""
        key = self._key(rule, identifier)
        await self._ensure(key)
        async with transaction():
            row = await AttemptsRow.filter(key=key).select_for_update().first()
            if row is None:
                return None
            if _is_locked(row):
                raise _lock_refusal(row.locked_until)
            forgotten = row.counted_since < now() - rule.memory
            row.failures = 1 if forgotten else row.failures + 1
            lock = rule.lock_for(row.failures, self._policy)
            row.locked_until = now() + lock if lock else None
            row.counted_since = now()
            await row.save()
        is_first = not rule.lock_for(row.failures - 1, self._policy)
        return Lock(row.locked_until, is_first) if row.locked_until else None

    async def failures(self, rule: LockRule, identifier: str) -> int:
        row = await AttemptsRow.get_or_none(key=self._key(rule, identifier))
        return row.failures if row is not None else 0

    async def clear(self, rule: LockRule, identifier: str) -> None:
        await AttemptsRow.filter(key=self._key(rule, identifier)).delete()

    async def _ensure(self, key: str) -> None:
        if not await AttemptsRow.exists(key=key):
            try:
                await AttemptsRow.create(key=key, counted_since=now())
            except IntegrityError:
                # A parallel failure was first; both are counted.
                return


def _is_locked(row: AttemptsRow) -> bool:
    return row.locked_until is not None and row.locked_until > now()


def _lock_refusal(until: datetime | None) -> AccountLocked:
    remaining = (until or now()) - now()
    return AccountLocked(max(1, -int(-remaining.total_seconds() // 1)))

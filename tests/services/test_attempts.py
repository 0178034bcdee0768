"""services.attempts: wrong guesses, counted one by one, whether or not anyone has the identifier."""

import asyncio
from datetime import timedelta

import pytest

from models import Attempts as AttemptsRow
from models import User
from services.attempts import CODE_GUESSES, PASSWORD_GUESSES, Attempts, identifiers_of
from services.database import now
from services.errors import AccountLocked
from services.policy import Policy

WHO = "ada@example.com"


async def fail(attempts, times, rule=PASSWORD_GUESSES):
    return [await attempts.count_failure(rule, WHO) for _ in range(times)]


async def unlock():
    await AttemptsRow.all().update(locked_until=now() - timedelta(seconds=1))


async def test_the_fifth_locks(attempts):
    *free, lock = await fail(attempts, 5)
    assert free == [None] * 4
    assert lock.is_first
    assert await attempts.locked_until(PASSWORD_GUESSES, WHO) == lock.until
    with pytest.raises(AccountLocked) as refused:
        await attempts.refuse_if_locked(PASSWORD_GUESSES, WHO)
    assert 50 < refused.value.retry_after <= 60


async def test_only_the_first_lock_is_the_first(attempts):
    await fail(attempts, 5)
    await unlock()
    (second,) = await fail(attempts, 1)
    assert not second.is_first


async def test_told_to_wait_to_the_end(attempts):
    """A part of a second counts as a whole one."""
    await fail(attempts, 5)
    await AttemptsRow.all().update(locked_until=now() + timedelta(seconds=30.99))
    with pytest.raises(AccountLocked) as refused:
        await attempts.refuse_if_locked(PASSWORD_GUESSES, WHO)
    assert refused.value.retry_after == 31


async def test_while_locked_nothing_counts(attempts):
    await fail(attempts, 5)
    with pytest.raises(AccountLocked) as refused:
        await fail(attempts, 1)
    assert 50 < refused.value.retry_after <= 60
    assert await attempts.failures(PASSWORD_GUESSES, WHO) == 5


async def test_locks_double_up_to_the_longest(attempts):
    await fail(attempts, 4)
    minutes = []
    for _ in range(7):
        (lock,) = await fail(attempts, 1)
        minutes.append(round((lock.until - now()) / timedelta(minutes=1)))
        await unlock()
    assert minutes == [1, 2, 4, 8, 16, 30, 30]


async def test_parallel_failures_are_all_counted(attempts):
    results = await asyncio.gather(
        *(attempts.count_failure(PASSWORD_GUESSES, WHO) for _ in range(12)), return_exceptions=True
    )
    assert sum(isinstance(result, AccountLocked) for result in results) == 7
    assert await attempts.failures(PASSWORD_GUESSES, WHO) == 5


async def test_a_day_forgets(attempts):
    await fail(attempts, 4)
    await AttemptsRow.all().update(counted_since=now() - timedelta(days=1, seconds=1))
    assert await fail(attempts, 4) == [None] * 4


async def test_cleared(attempts):
    await fail(attempts, 5)
    await attempts.clear(PASSWORD_GUESSES, WHO)
    assert await attempts.locked_until(PASSWORD_GUESSES, WHO) is None
    assert await attempts.failures(PASSWORD_GUESSES, WHO) == 0


async def test_rules_and_people_are_apart(attempts):
    await fail(attempts, 5)
    assert await attempts.locked_until(CODE_GUESSES, WHO) is None
    assert await attempts.locked_until(PASSWORD_GUESSES, "bob@example.com") is None


async def test_ten_codes_an_hour(attempts):
    *free, lock = await fail(attempts, 10, CODE_GUESSES)
    assert free == [None] * 9
    assert round((lock.until - now()) / timedelta(minutes=1)) == 60


def test_counted_under_all_that_a_person_signs_in_with():
    user = User(email=WHO, phone=None)
    assert identifiers_of(user) == [WHO, str(user.id)]


async def test_nobody_is_named(attempts):
    await fail(attempts, 1)
    (row,) = await AttemptsRow.all()
    assert "ada" not in row.key


@pytest.mark.parametrize(
    ("setting", "locks"), [({"lockout": "off"}, False), ({"lockout": "fixed", "lockout_attempts": 1}, True)]
)
async def test_other_policies(tables, vault, setting, locks):
    results = await fail(Attempts(Policy(**setting), vault), 1)
    assert (results[0] is not None) is locks

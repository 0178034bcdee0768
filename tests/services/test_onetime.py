"""services.onetime: tokens and codes that prove something once."""

import asyncio
from datetime import timedelta

import pytest

from models import OneTimeToken, Purpose, User
from services.database import now, transaction
from services.errors import InvalidToken
from services.onetime import OneTimeTokens
from services.vault import Vault

HOUR = timedelta(hours=1)
WHERE = "ada@example.com"


@pytest.fixture
async def ada(tables):
    return await User.create(email=WHERE)


async def mint(onetime, user, purpose=Purpose.RESET_PASSWORD, address=WHERE):
    async with transaction():
        return await onetime.mint(purpose, user, address, ttl=HOUR)


async def is_living(onetime, minted, purpose=Purpose.RESET_PASSWORD):
    try:
        return await onetime.find(minted.token, purpose)
    except InvalidToken:
        return None


async def test_found_by_its_token_and_by_its_code(onetime, ada):
    minted = await mint(onetime, ada)
    row = await onetime.find(minted.token, Purpose.RESET_PASSWORD)
    assert (row.user.id, row.address) == (ada.id, WHERE)
    assert (await onetime.find_by_code(WHERE, minted.code, Purpose.RESET_PASSWORD)).id == row.id


async def test_random_and_stored_as_digests(onetime, ada):
    minted = [await mint(onetime, ada) for _ in range(20)]
    assert len({each.token for each in minted}) == 20
    assert all(len(each.token) >= 43 and len(each.code) == 8 and each.code.isdigit() for each in minted)
    rows = str(await OneTimeToken.all().values())
    assert not any(each.token in rows or each.code in rows for each in minted)


async def test_bound_to_its_purpose(onetime, ada):
    minted = await mint(onetime, ada)
    for purpose in set(Purpose) - {Purpose.RESET_PASSWORD}:
        assert await is_living(onetime, minted, purpose) is None
        assert await onetime.find_by_code(WHERE, minted.code, purpose) is None


async def test_spent_once(onetime, ada):
    minted = await mint(onetime, ada)
    row = await onetime.find(minted.token, Purpose.RESET_PASSWORD)

    async def spend():
        async with transaction():
            await onetime.spend(row)

    results = await asyncio.gather(*(spend() for _ in range(20)), return_exceptions=True)
    assert [isinstance(result, InvalidToken) for result in results].count(False) == 1
    assert await is_living(onetime, minted) is None


async def test_a_newer_one_kills_the_older(onetime, ada):
    first, second = await mint(onetime, ada), await mint(onetime, ada)
    assert await is_living(onetime, first) is None
    assert await is_living(onetime, second)


async def test_ways_back_outlive_newer_ones_and_all_else(onetime, ada):
    undo = Purpose.UNDO_EMAIL_CHANGE
    first, second = await mint(onetime, ada, undo), await mint(onetime, ada, undo)
    reset = await mint(onetime, ada)
    async with transaction():
        await onetime.kill(ada)
    assert await is_living(onetime, reset) is None
    assert await is_living(onetime, second, undo)
    async with transaction():
        await onetime.kill_later(await onetime.find(first.token, undo))
    assert await is_living(onetime, second, undo) is None
    assert await is_living(onetime, first, undo)


async def test_lapsed(onetime, ada):
    minted = await mint(onetime, ada)
    await OneTimeToken.all().update(expires_at=now())
    assert await is_living(onetime, minted) is None
    assert await onetime.find_by_code(WHERE, minted.code, Purpose.RESET_PASSWORD) is None


async def test_five_wrong_codes_kill_the_code(onetime, ada):
    minted = await mint(onetime, ada)
    for _ in range(5):
        assert await onetime.find_by_code(WHERE, "no code", Purpose.RESET_PASSWORD) is None
    assert await onetime.find_by_code(WHERE, minted.code, Purpose.RESET_PASSWORD) is None
    assert await is_living(onetime, minted)


async def test_the_right_code_is_no_try(onetime, ada):
    minted = await mint(onetime, ada)
    for _ in range(8):
        assert await onetime.find_by_code(WHERE, minted.code, Purpose.RESET_PASSWORD)


async def test_decoys_prove_nothing_and_shadow_nothing(onetime, ada):
    minted = await mint(onetime, ada)
    decoys = [await mint(onetime, None) for _ in range(12)]
    assert await is_living(onetime, decoys[0]) is None
    assert await onetime.find_by_code(WHERE, decoys[-1].code, Purpose.RESET_PASSWORD) is None
    assert await onetime.find_by_code(WHERE, minted.code, Purpose.RESET_PASSWORD)


async def test_a_previous_secret_still_reads(onetime, attempts, ada):
    minted = await mint(onetime, ada)
    rotated = OneTimeTokens(
        Vault("another secret of more than thirty-two bytes", ["a secret of more than thirty-two bytes, for tests"]),
        attempts,
    )
    assert await is_living(rotated, minted)

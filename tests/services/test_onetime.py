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


async def test_lives_as_long_as_it_is_told(onetime, ada):
    minted = await mint(onetime, ada)
    row = await onetime.find(minted.token, Purpose.RESET_PASSWORD)
    assert now() + HOUR - timedelta(minutes=1) < row.expires_at <= now() + HOUR


async def test_keeps_what_it_is_to_remember(onetime, ada):
    async with transaction():
        minted = await onetime.mint(Purpose.VERIFY_EMAIL, ada, WHERE, ttl=HOUR, detail={"redirect_url": "/there"})
    assert (await onetime.find(minted.token, Purpose.VERIFY_EMAIL)).detail == {"redirect_url": "/there"}


async def test_only_grants_have_a_prefix(onetime, ada):
    assert (await mint(onetime, ada, Purpose.GRANT)).token.startswith("at_")
    assert len((await mint(onetime, ada)).token) == 43


async def test_a_code_is_for_its_address(onetime, ada):
    minted = await mint(onetime, ada)
    assert await onetime.find_by_code("eve@example.com", minted.code, Purpose.RESET_PASSWORD) is None


async def test_a_code_may_be_typed_with_blanks_around(onetime, ada):
    minted = await mint(onetime, ada)
    assert await onetime.find_by_code(WHERE, f" {minted.code} ", Purpose.RESET_PASSWORD)


async def test_two_people_may_wait_at_one_address(onetime, ada):
    """And each has the code of their own mail."""
    bob = await User.create(email="bob@example.com")
    first, second = await mint(onetime, ada), await mint(onetime, bob)
    for minted, owner in ((first, ada), (second, bob)):
        row = await onetime.find_by_code(WHERE, minted.code, Purpose.RESET_PASSWORD)
        assert row.user.id == owner.id


async def test_spent_once(onetime, ada):
    minted = await mint(onetime, ada)
    row = await onetime.find(minted.token, Purpose.RESET_PASSWORD)

    async def spend():
        async with transaction():
            await onetime.spend(row)

    results = await asyncio.gather(*(spend() for _ in range(20)), return_exceptions=True)
    assert [isinstance(result, InvalidToken) for result in results].count(False) == 1
    assert await is_living(onetime, minted) is None


async def test_spent_too_late(onetime, ada):
    """It lapsed between the look-up and the effect."""
    row = await onetime.find((await mint(onetime, ada)).token, Purpose.RESET_PASSWORD)
    await OneTimeToken.all().update(expires_at=now())
    with pytest.raises(InvalidToken):
        await onetime.spend(row)


async def test_spending_one_spends_no_other(onetime, ada):
    minted, other = await mint(onetime, ada), await mint(onetime, ada, Purpose.VERIFY_EMAIL)
    await onetime.spend(await onetime.find(minted.token, Purpose.RESET_PASSWORD))
    assert await is_living(onetime, other, Purpose.VERIFY_EMAIL)


async def test_a_spent_code_is_none(onetime, ada):
    minted = await mint(onetime, ada)
    await onetime.spend(await onetime.find(minted.token, Purpose.RESET_PASSWORD))
    assert await onetime.find_by_code(WHERE, minted.code, Purpose.RESET_PASSWORD) is None


async def test_five_tries_at_what_else_it_asks_for(onetime, ada):
    row = await onetime.find((await mint(onetime, ada)).token, Purpose.RESET_PASSWORD)
    other = await mint(onetime, ada, Purpose.MFA)
    for _ in range(5):
        await onetime.count_try(row)
    with pytest.raises(InvalidToken):
        await onetime.count_try(row)
    await onetime.count_try(await onetime.find(other.token, Purpose.MFA))


async def test_no_try_at_one_that_is_spent(onetime, ada):
    row = await onetime.find((await mint(onetime, ada)).token, Purpose.RESET_PASSWORD)
    await onetime.spend(row)
    with pytest.raises(InvalidToken):
        await onetime.count_try(row)


async def test_killed_by_purpose_and_person(onetime, ada):
    bob = await User.create(email="bob@example.com")
    reset, grant, of_bob = await mint(onetime, ada), await mint(onetime, ada, Purpose.GRANT), await mint(onetime, bob)
    async with transaction():
        await onetime.kill(ada, Purpose.RESET_PASSWORD)
    assert await is_living(onetime, reset) is None
    assert await is_living(onetime, grant, Purpose.GRANT)
    assert await is_living(onetime, of_bob)


async def test_those_after_it_are_the_same_persons_for_the_same(onetime, ada):
    bob = await User.create(email="bob@example.com")
    undo = Purpose.UNDO_EMAIL_CHANGE
    first = await mint(onetime, ada, undo)
    reset, of_bob = await mint(onetime, ada), await mint(onetime, bob, undo)
    async with transaction():
        await onetime.kill_later(await onetime.find(first.token, undo))
    assert await is_living(onetime, reset)
    assert await is_living(onetime, of_bob, undo)


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


async def test_ten_wrong_codes_an_hour_for_one_address_and_purpose(onetime, ada):
    """However many mails were asked for meanwhile (ASVS 5.0 V6.6.3)."""
    for _ in range(2):
        await mint(onetime, ada)
        for _ in range(5):
            assert await onetime.find_by_code(WHERE, "no code", Purpose.RESET_PASSWORD) is None
    reset, verify = await mint(onetime, ada), await mint(onetime, ada, Purpose.VERIFY_EMAIL)
    assert await onetime.find_by_code(WHERE, reset.code, Purpose.RESET_PASSWORD) is None
    assert await onetime.find_by_code(WHERE, verify.code, Purpose.VERIFY_EMAIL)


async def test_the_right_code_is_no_try(onetime, ada):
    minted = await mint(onetime, ada)
    for _ in range(12):
        assert await onetime.find_by_code(WHERE, minted.code, Purpose.RESET_PASSWORD)


async def test_the_right_code_gives_no_further_tries(onetime, ada):
    minted = await mint(onetime, ada)
    for code in [minted.code, *["no code"] * 5]:
        await onetime.find_by_code(WHERE, code, Purpose.RESET_PASSWORD)
    assert await onetime.find_by_code(WHERE, minted.code, Purpose.RESET_PASSWORD) is None


async def test_what_is_too_long_for_a_code(onetime, ada):
    await mint(onetime, ada)
    assert await onetime.find_by_code(WHERE, "1" * 201, Purpose.RESET_PASSWORD) is None


async def test_when_it_was_spent_stays(onetime, ada):
    undo = Purpose.UNDO_EMAIL_CHANGE
    first, second = await mint(onetime, ada, undo), await mint(onetime, ada, undo)
    row, earlier = await onetime.find(first.token, undo), now() - HOUR
    await OneTimeToken.filter(id__gt=row.id).update(used_at=earlier)
    async with transaction():
        await onetime.kill_later(row)
        await onetime.kill(ada, undo)
    assert await is_living(onetime, second, undo) is None
    assert await OneTimeToken.filter(used_at=earlier).count() == 1


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

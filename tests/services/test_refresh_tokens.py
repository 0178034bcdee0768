"""services.refresh_tokens: a tag that tells ours from inventions, one successor, and digests only."""

from datetime import timedelta

import pytest

from models import Session, User
from services import refresh_tokens
from services.database import now
from services.policy import Policy
from services.vault import Vault


@pytest.fixture
async def session(tables, vault):
    user = await User.create(email="ada@example.com")
    later = now() + timedelta(days=1)
    return Session(user=user, expires_at=later, ends_at=now() + timedelta(days=90), authenticated_at=now())


@pytest.fixture
async def token(session, vault):
    token = refresh_tokens.mint(vault, session)
    await session.save()
    return token


async def find(vault, token):
    found = await refresh_tokens.find(vault, token)
    assert found is not None
    return found


async def rotate(vault, policy, token):
    return await refresh_tokens.rotate(vault, policy, await find(vault, token), token)


async def test_found_by_any_token_that_was_ours(vault, policy, session, token):
    second = await rotate(vault, policy, token)
    for each in (token, second):
        assert (await find(vault, each)).id == session.id


async def test_an_invention_is_not_found(token):
    assert await refresh_tokens.find(Vault("another secret of more than thirty-two bytes"), token) is None


@pytest.mark.parametrize(
    "text", ["", "rt_", "rt_" + "A" * 75, "rt_" + "A" * 77, "rt_" + "!" * 76, "rt_" + "é" * 76, "xx_" + "A" * 76]
)
async def test_what_is_none(vault, tables, text):
    assert await refresh_tokens.find(vault, text) is None


async def test_the_same_successor_within_the_grace(vault, policy, token):
    second = await rotate(vault, policy, token)
    assert second != token
    assert await rotate(vault, policy, token) == second


async def test_a_rotation_prolongs_the_session(vault, policy, session, token):
    await rotate(vault, policy, token)
    lives = (await Session.get(id=session.id)).expires_at - now()
    assert timedelta(0) <= policy.refresh_token_ttl - lives < timedelta(minutes=1)


async def test_no_rotation_reaches_beyond_the_longest_life(vault, policy, session, token):
    await Session.filter(id=session.id).update(ends_at=now() + timedelta(days=1))
    await rotate(vault, policy, token)
    rotated = await Session.get(id=session.id)
    assert rotated.expires_at == rotated.ends_at


async def test_no_successor_after_it(vault, token):
    short = Policy(refresh_grace=timedelta(0))
    assert await rotate(vault, short, token)
    assert await rotate(vault, short, token) is None


async def test_no_successor_for_older_ones(vault, policy, token):
    await rotate(vault, policy, await rotate(vault, policy, token))
    assert await rotate(vault, policy, token) is None


async def test_a_stale_row_does_not_rotate_twice(vault, policy, token):
    """Two workers read the row at the same time."""
    one, other = [await find(vault, token) for _ in range(2)]
    first = await refresh_tokens.rotate(vault, policy, one, token)
    assert await refresh_tokens.rotate(vault, policy, other, token) == first


async def test_a_session_that_ended_or_went_meanwhile(vault, policy, session, token):
    found = await find(vault, token)
    await Session.filter(id=session.id).update(ended_at=now())
    assert await refresh_tokens.rotate(vault, policy, found, token) is None
    await Session.filter(id=session.id).delete()
    assert await refresh_tokens.rotate(vault, policy, found, token) is None


async def test_the_row_alone_tells_nothing(vault, policy, session, token):
    second = await rotate(vault, policy, token)
    row = str(await Session.filter(id=session.id).values())
    assert token not in row
    assert second not in row


async def test_a_successor_that_was_spoilt_is_none(vault, policy, token):
    await rotate(vault, policy, token)
    await Session.all().update(sealed_successor="spoilt")
    assert await rotate(vault, policy, token) is None

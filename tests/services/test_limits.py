"""services.limits: moving windows in memory and in Redis; half the quota while Redis is away."""

import asyncio
import os
import signal
import time

import pytest

from services.errors import RateLimited
from services.limits import RateLimiter, redis_storage
from services.outage import Outage


@pytest.fixture(params=["memory", "redis"])
def limiter(request):
    storage = None if request.param == "memory" else redis_storage(request.getfixturevalue("redis").url)
    return RateLimiter(storage, Outage())


@pytest.fixture
def who():
    return f"who-{time.time_ns()}"


async def passed(limiter, count, who, quota="5/minute"):
    results = await asyncio.gather(
        *(limiter.hit(quota, "signIn", "IP", who) for _ in range(count)), return_exceptions=True
    )
    refused = [result for result in results if result is not None]
    assert all(isinstance(result, RateLimited) for result in refused), refused
    return count - len(refused)


async def test_of_many_at_once_the_quota_passes(limiter, who):
    assert await passed(limiter, 100, who) == 5
    assert await passed(limiter, 5, who) == 0


async def test_how_long_to_wait(limiter, who):
    await passed(limiter, 5, who)
    with pytest.raises(RateLimited) as refused:
        await limiter.hit("5/minute", "signIn", "IP", who)
    assert refused.value.retry_after in range(50, 61)


async def test_each_key_is_counted_by_itself(limiter, who):
    await passed(limiter, 5, who)
    assert await passed(limiter, 5, f"{who}-else") == 5


async def test_the_window_moves(limiter, who):
    assert await passed(limiter, 3, who, "2/second") == 2
    await asyncio.sleep(1.1)
    assert await passed(limiter, 3, who, "2/second") == 2


async def test_workers_share_a_count(redis, who):
    one, other = RateLimiter(redis_storage(redis.url), Outage()), RateLimiter(redis_storage(redis.url), Outage())
    assert await passed(one, 3, who) + await passed(other, 10, who) == 5


async def test_half_of_it_while_redis_does_not_answer(redis, who):
    limiter = RateLimiter(redis_storage(redis.url), Outage(lasts=1))
    os.kill(redis.pid, signal.SIGSTOP)
    try:
        async with asyncio.timeout(10):
            assert await passed(limiter, 10, who) == 2
    finally:
        os.kill(redis.pid, signal.SIGCONT)
    await asyncio.sleep(1.1)
    # One finds out that it is back; who came with it would have been counted here.
    await limiter.hit("5/minute", f"{who}-first")
    assert await passed(limiter, 10, f"{who}-later") == 5


async def test_hard_text_as_a_key(limiter, who):
    assert await passed(limiter, 6, who + "/é🦉 %\n") == 5

"""services.outage: who asks Redis while it is in doubt."""

import asyncio

import pytest

from services import cache as caches
from services.errors import RateLimited
from services.limits import RateLimiter, redis_storage
from services.outage import Outage
from tests.defences.breaking import frozen
from tests.services.test_cache import client_of


def test_one_asker_at_a_time_tries_again():
    outage = Outage(lasts=0.0)
    assert not outage.spares()
    outage.begin()
    outage.lasts = 60
    assert [outage.spares() for _ in range(3)] == [False, True, True]
    outage.end()
    assert not outage.spares()


async def test_what_the_cache_learned_the_limits_know(redis):
    outage = Outage(lasts=60)
    cache, limiter = caches.redis_cache(client_of(redis), outage), RateLimiter(redis_storage(redis.url), outage)
    with frozen(redis.pid):
        assert await cache.get("key") is None
        # Less than one time-out for all of them, so that nobody can have waited for one.
        async with asyncio.timeout(0.4):
            for number in range(20):
                await limiter.hit("5/minute", f"who-{number}")
    await cache.close()


async def test_a_refusal_is_an_answer_too(redis):
    limiter = RateLimiter(redis_storage(redis.url), outage := Outage(lasts=0.0))
    await limiter.hit("1/minute", "refused")
    outage.begin()
    with pytest.raises(RateLimited):
        await limiter.hit("1/minute", "refused")
    outage.lasts = 60
    assert [outage.spares() for _ in range(3)] == [False] * 3

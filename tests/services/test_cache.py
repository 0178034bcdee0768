"""services.cache: the same promises in memory and in Redis; in any doubt, nothing."""

import asyncio
import os
import signal
import time

import pytest
from redis.asyncio import Redis as Client

from services import cache as caches
from services.outage import Outage


def client_of(redis):
    return Client.from_url(redis.url, socket_timeout=0.5, socket_connect_timeout=0.5)


@pytest.fixture(params=["memory", "redis"])
async def cache(request):
    made = (
        caches.memory_cache()
        if request.param == "memory"
        else caches.redis_cache(client_of(request.getfixturevalue("redis")), Outage())
    )
    yield made
    await made.close()


@pytest.fixture
def key():
    return f"key-{time.time_ns()}"


async def test_kept_for_a_moment(cache, key):
    assert await cache.get(key) is None
    await cache.put(key, {"a": [1, "ü"]})
    assert await cache.get(key) == {"a": [1, "ü"]}
    await asyncio.sleep(caches.LEASE + 0.1)
    assert await cache.get(key) is None


async def test_forgotten_at_once_and_for_slow_writers_too(cache, key):
    await cache.put(key, 1)
    await cache.forget(key)
    assert await cache.get(key) is None
    await cache.put(key, 1)
    assert await cache.get(key) is None


async def test_the_first_writer_wins(cache, key):
    await cache.put(key, 1)
    await cache.put(key, 2)
    assert await cache.get(key) == 1


async def test_nothing_is_kept_where_nobody_shares():
    cache = caches.no_cache()
    await cache.put("key", 1)
    assert await cache.get("key") is None
    await cache.forget("key")


async def test_a_stopped_redis_is_waited_for_only_shortly(redis, key):
    cache = caches.redis_cache(client_of(redis), Outage(lasts=0.2))
    await cache.put(key, 1)
    os.kill(redis.pid, signal.SIGSTOP)
    try:
        async with asyncio.timeout(10):
            assert await cache.get(key) is None
            await cache.forget(key)
    finally:
        os.kill(redis.pid, signal.SIGCONT)
    assert await cache.get(key) is None
    await cache.close()


async def test_a_redis_that_is_not_there(key):
    cache = caches.redis_cache(Client.from_url("redis://127.0.0.1:1/0", socket_connect_timeout=0.5), Outage())
    await cache.put(key, 1)
    assert await cache.get(key) is None
    await cache.forget(key)
    assert await cache.forbid(key) is False
    await cache.close()

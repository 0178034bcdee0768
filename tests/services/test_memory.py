"""services.memory: nothing older than a lease, nothing that was forgotten, nothing where changes are not heard."""

import asyncio
import gc
import os
import signal
import time
from contextlib import asynccontextmanager, contextmanager
from typing import Any
from uuid import uuid4

import pytest
from redis.asyncio import Redis as Client

from services.invalidation import LEASE, Alone, Apart, Guest
from services.memory import Memory
from services.redis_invalidation import RedisInvalidation
from tests.support.processes import Redis

pytestmark = pytest.mark.one_engine


@pytest.fixture
def memory():
    return Memory(Alone())


def remember(memory, key, value, *about):
    memory.put(key, value, about=(key, *about), since=memory.begin())


async def test_kept_for_a_lease(memory):
    key = uuid4()
    assert memory.get(key) is None
    remember(memory, key, "value")
    assert memory.get(key) == "value"
    await asyncio.sleep(LEASE + 0.1)
    assert memory.get(key) is None


async def test_forgotten_by_any_id_that_it_is_about(memory):
    key, person, other = uuid4(), uuid4(), uuid4()
    for forgotten in (key, person):
        remember(memory, key, "value", person)
        await memory.forget(other)
        assert memory.get(key) == "value"
        await memory.forget(forgotten)
        assert memory.get(key) is None
    remember(memory, key, "new", person)
    assert memory.get(key) == "new"


async def test_a_reader_that_began_before_a_change_brings_nothing_back(memory):
    key, person = uuid4(), uuid4()
    since = memory.begin()
    await memory.forget(person)
    memory.put(key, "old", about=(key, person), since=since)
    assert memory.get(key) is None


async def test_a_change_counts_after_an_older_one_of_the_same_was_let_go(memory, monkeypatch):
    monkeypatch.setattr("services.memory._REMEMBERED_CHANGES", 0.05)
    key, person = uuid4(), uuid4()
    await memory.forget(person)
    since = memory.begin()
    await asyncio.sleep(0.1)
    await memory.forget(person)
    memory.put(key, "old", about=(key, person), since=since)
    assert memory.get(key) is None


@pytest.mark.parametrize("invalidation", [Apart, Guest])
async def test_nothing_is_kept_where_changes_are_not_heard(invalidation):
    memory: Memory[str] = Memory(invalidation())
    key = uuid4()
    remember(memory, key, "value")
    assert memory.get(key) is None


async def test_a_command_waits_a_lease_out_for_the_server_beside_it():
    began = time.monotonic()
    await Memory(Guest()).forget(uuid4())
    assert time.monotonic() - began >= LEASE


@pytest.fixture(scope="module")
def redis(tmp_path_factory):
    redis = Redis(tmp_path_factory.mktemp("redis"))
    yield redis
    redis.stop()


@asynccontextmanager
async def processes(redis, count):
    """As many as would share this Redis, each with a memory of its own; hearing each other."""
    clients = [Client.from_url(redis.url, socket_timeout=0.5, socket_connect_timeout=0.5) for _ in range(count)]
    channels = [RedisInvalidation(client) for client in clients]
    memories: list[Memory[str]] = [Memory(channel) for channel in channels]
    tasks = [asyncio.create_task(memory.listen()) for memory in memories]
    try:
        await asyncio.sleep(LEASE + 0.2)
        yield memories
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@contextmanager
def stopped(redis):
    os.kill(redis.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(redis.pid, signal.SIGCONT)


async def test_every_process_has_forgotten_when_the_change_is_told(redis):
    async with processes(redis, 3) as memories:
        for _ in range(50):
            key, person = uuid4(), uuid4()
            for memory in memories:
                remember(memory, key, "value", person)
            assert [memory.get(key) for memory in memories] == ["value"] * 3
            await memories[0].forget(person)
            assert [memory.get(key) for memory in memories] == [None] * 3


async def test_changes_told_at_once_all_arrive(redis):
    async with processes(redis, 3) as memories:
        keys = [uuid4() for _ in range(60)]
        for key in keys:
            for memory in memories:
                remember(memory, key, "value")
        await asyncio.gather(*(memories[number % 3].forget(key) for number, key in enumerate(keys)))
        assert {memory.get(key) for key in keys for memory in memories} == {None}


async def test_a_process_that_just_began_to_listen_is_told_too(redis):
    async with processes(redis, 1) as (old,), processes(redis, 1) as (new,):
        key = uuid4()
        remember(new, key, "value")
        assert new.get(key) == "value"
        await old.forget(key)
        assert new.get(key) is None


async def test_nothing_is_served_while_redis_is_silent_and_it_heals(redis):
    async with processes(redis, 2) as (one, other):
        key = uuid4()
        remember(other, key, "value")
        with stopped(redis):
            async with asyncio.timeout(10):
                await one.forget(key)
            assert other.get(key) is None
            remember(other, key, "again")
            assert other.get(key) is None
        for _ in range(100):
            remember(other, key, "again")
            if other.get(key):
                break
            await asyncio.sleep(0.1)
        assert other.get(key) == "again"
        await asyncio.sleep(LEASE + 0.2)
        remember(other, key, "once more")
        await one.forget(key)
        assert other.get(key) is None


async def test_a_process_cut_off_alone_remembers_nothing_older_than_the_change(redis):
    async with processes(redis, 2) as (one, other):
        key = uuid4()
        remember(other, key, "value")
        cut: Memory[str] = Memory(
            RedisInvalidation(Client.from_url("redis://127.0.0.1:1/0", socket_connect_timeout=0.5))
        )
        await cut.forget(key)
        assert (one.get(key), other.get(key)) == (None, None)


async def _until(holds):
    async with asyncio.timeout(10):
        while not holds():
            await asyncio.sleep(0)


async def test_one_reading_for_all_who_ask_at_once(memory):
    key, person = uuid4(), uuid4()
    begun: list[asyncio.Event] = []

    async def read(asked):
        assert asked == key
        value, since = f"value {len(begun)}", memory.begin()
        begun.append(asyncio.Event())
        await begun[-1].wait()
        memory.put(key, value, about=(key, person), since=since)
        return value

    first, second = asyncio.create_task(memory.share(key, read)), asyncio.create_task(memory.share(key, read))
    await _until(lambda: len(begun) == 1)
    await memory.forget(person)
    late = asyncio.create_task(memory.share(key, read))
    await _until(lambda: len(begun) == 2)
    first.cancel()
    for event in begun:
        event.set()
    assert (await second, await late) == ("value 0", "value 1")
    assert memory.get(key) == "value 1"
    await memory.forget(key)
    begun.clear()
    later = asyncio.create_task(memory.share(key, read))
    await _until(lambda: len(begun) == 1)
    begun[0].set()
    assert await later == "value 0"


async def test_a_reading_that_fails_fails_for_all_and_is_tried_again(memory):
    async def fail(_key):
        await asyncio.sleep(0)
        raise RuntimeError("away")

    key = uuid4()
    answers = await asyncio.gather(*(memory.share(key, fail) for _ in range(3)), return_exceptions=True)
    assert [str(answer) for answer in answers] == ["away"] * 3

    async def find(_key):
        return "value"

    assert await memory.share(key, find) == "value"


@pytest.mark.parametrize("ending", ["failed", "cancelled"])
async def test_a_reading_that_nobody_waits_for_any_more_ends_in_silence(memory, ending, caplog):
    begun: list[Any] = []

    async def read(_key):
        begun.append(asyncio.current_task())
        await asyncio.sleep(0)
        raise RuntimeError("away") if ending == "failed" else asyncio.CancelledError

    asker = asyncio.create_task(memory.share(uuid4(), read))
    await _until(lambda: begun)
    asker.cancel()
    await asyncio.wait([asker, *begun])
    del asker
    begun.clear()
    gc.collect()
    assert caplog.messages == []


@pytest.mark.parametrize("invalidation", [Apart, Guest])
async def test_no_reading_is_shared_where_changes_are_not_heard(invalidation):
    memory: Memory[int] = Memory(invalidation())
    readings = iter(range(3))

    async def read(_key):
        number = next(readings)
        await asyncio.sleep(0)
        return number

    key = uuid4()
    assert await asyncio.gather(*(memory.share(key, read) for _ in range(3))) == [0, 1, 2]

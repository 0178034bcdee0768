"""Tells every process that shares the database what has changed, and knows when all of them have heard.

Nobody remembers anything for longer than a LEASE, so whoever cannot tell the others waits that long: slow, never wrong.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import Any, Protocol
from uuid import UUID, uuid4

import orjson
from redis.asyncio import Redis
from redis.exceptions import RedisError

from services.metrics import CACHE_FAILURES, CACHE_LEASE_WAITS

# Seconds. A process that has not heard itself for so long remembers nothing.
LEASE = 1.0
_BEAT = 0.25
_EVERYBODY = "ostiary:changes"
_FAILURES = (RedisError, OSError, TimeoutError, asyncio.TimeoutError)
_log = logging.getLogger("ostiary.invalidation")

Hear = Callable[[Iterable[UUID]], None]


class Invalidation(Protocol):
    @property
    def is_heard(self) -> bool:
        """Whether what others change reaches this process, so that it may remember."""

    async def tell(self, ids: Sequence[UUID]) -> None:
        """Returns once no other process remembers what these were."""

    async def listen(self, hear: Hear) -> None:
        """Until it is cancelled."""


class Alone:
    """A single process on its database."""

    is_heard = True

    async def tell(self, ids: Sequence[UUID]) -> None: ...

    async def listen(self, hear: Hear) -> None: ...


class Apart:
    """One of several processes that cannot reach each other: none of them remembers anything."""

    is_heard = False

    async def tell(self, ids: Sequence[UUID]) -> None: ...

    async def listen(self, hear: Hear) -> None: ...


class Guest:
    """A command beside a server, which may remember what this process cannot reach."""

    is_heard = False

    async def tell(self, ids: Sequence[UUID]) -> None:
        CACHE_LEASE_WAITS.inc()
        await asyncio.sleep(LEASE)

    async def listen(self, hear: Hear) -> None: ...


class RedisInvalidation:
    """Redis' publish and subscribe.

    Redis delivers everything to everybody in one order. Each process sends a beat and may remember for a LEASE from
    when it sent one that came back to it. So once a change has come back to whoever sent it, every process that may
    remember is known to it by a beat; those it waits for.
    """

    def __init__(self, client: Redis) -> None:
        self._client = client
        self._name = uuid4().hex
        self._own = f"{_EVERYBODY}:{self._name}"
        self._until = 0.0
        self._complete_from = float("inf")
        # Until when each other process may remember.
        self._others: dict[str, float] = {}
        self._told: dict[str, _Telling] = {}

    @property
    def is_heard(self) -> bool:
        return time.monotonic() < self._until

    async def tell(self, ids: Sequence[UUID]) -> None:
        deadline = time.monotonic() + LEASE
        number, telling = uuid4().hex, _Telling()
        self._told[number] = telling
        try:
            if time.monotonic() >= self._complete_from:
                async with asyncio.timeout(LEASE):
                    await self._publish(_EVERYBODY, change=number, ids=ids)
                    await telling.is_done.wait()
                    return
        except _FAILURES:
            pass
        finally:
            del self._told[number]
        CACHE_LEASE_WAITS.inc()
        await asyncio.sleep(max(0.0, deadline - time.monotonic()))

    async def listen(self, hear: Hear) -> None:
        beating = asyncio.create_task(self._beat())
        try:
            while True:
                try:
                    await self._follow(hear)
                except _FAILURES as error:
                    CACHE_FAILURES.inc()
                    _log.warning("changes are not heard, asking the database each time: %s", type(error).__name__)
                self._complete_from = float("inf")
                await asyncio.sleep(_BEAT)
        finally:
            beating.cancel()
            with suppress(*_FAILURES):
                await self._publish(_EVERYBODY, gone=True)
            await self._client.aclose()

    async def _beat(self) -> None:
        while True:
            # A failure is told by whoever listens; until then nobody hears this process, so it remembers nothing.
            with suppress(*_FAILURES):
                await self._publish(_EVERYBODY, at=time.monotonic())
            await asyncio.sleep(_BEAT)

    async def _publish(self, where: str, **told: Any) -> None:
        await self._client.publish(where, orjson.dumps({"from": self._name, **told}))

    async def _follow(self, hear: Hear) -> None:
        async with self._client.pubsub(ignore_subscribe_messages=True) as subscription:
            await subscription.subscribe(_EVERYBODY, self._own)
            self._complete_from = time.monotonic() + LEASE
            while True:
                message = await subscription.get_message(timeout=LEASE)
                if message is not None:
                    await self._take(orjson.loads(message["data"]), hear)
                elif not self.is_heard and time.monotonic() > self._complete_from:
                    raise TimeoutError

    async def _take(self, message: dict[str, Any], hear: Hear) -> None:
        sender = message["from"]
        match message:
            case {"at": at} if sender == self._name:
                self._until = max(self._until, at + LEASE)
            case {"at": _}:
                self._others[sender] = time.monotonic() + LEASE
            case {"gone": _}:
                self._others.pop(sender, None)
            case {"change": number} if sender == self._name:
                if number in self._told:
                    self._told[number].expect(self._living())
            case {"change": number, "ids": ids}:
                hear(map(UUID, ids))
                await self._publish(f"{_EVERYBODY}:{sender}", heard=number)
            case {"heard": number} if number in self._told:
                self._told[number].note(sender)

    def _living(self) -> set[str]:
        now = time.monotonic()
        self._others = {name: until for name, until in self._others.items() if until > now}
        return set(self._others)


class _Telling:
    """One change, and who is still to hear of it."""

    def __init__(self) -> None:
        self.is_done = asyncio.Event()
        self._heard: set[str] = set()
        self._awaited: set[str] | None = None

    def expect(self, names: set[str]) -> None:
        self._awaited = names
        self._settle()

    def note(self, name: str) -> None:
        self._heard.add(name)
        self._settle()

    def _settle(self) -> None:
        if self._awaited is not None and self._awaited <= self._heard:
            self.is_done.set()

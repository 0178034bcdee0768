"""What this process remembers of the database for a second, so that a warm request asks nobody.

An entry lives for one LEASE and dies at once when `forget` names something that it is about, in whatever process. The
database is the truth; how the other processes are told is the business of services/invalidation.py.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from cachetools import LRUCache

from services.invalidation import LEASE, Invalidation

# A little more than the sessions that ask within one lease, on a busy process.
_MOST = 2_000
# No read takes this long (seconds); until then a slow one must not bring back what was forgotten meanwhile.
_REMEMBERED_CHANGES = 30.0

Value = TypeVar("Value")


@dataclass(slots=True)
class _Entry(Generic[Value]):
    value: Value
    about: tuple[UUID, ...]
    # How many changes were heard of when it was last known to be true; at first, when its reader began to read.
    since: int
    until: float


class Memory(Generic[Value]):
    """By key; each entry is about some ids, of which any may be forgotten."""

    def __init__(self, invalidation: Invalidation) -> None:
        self._invalidation = invalidation
        self._entries: LRUCache[UUID, _Entry[Value]] = LRUCache(_MOST)
        self._changed: dict[UUID, int] = {}
        self._order: deque[tuple[float, int, UUID]] = deque()
        self._changes = 0
        # Those on their way, and how many changes were heard of when they began.
        self._readings: dict[UUID, tuple[int, asyncio.Task[Value | None]]] = {}

    def get(self, key: UUID) -> Value | None:
        """None in any doubt."""
        try:
            entry = self._entries[key]
        except KeyError:
            return None
        if entry.until <= time.monotonic() or not self._invalidation.is_heard or self._is_stale(entry):
            return None
        return entry.value

    def begin(self) -> int:
        """To be asked before the database is read, and handed to `put`."""
        return self._changes

    def put(self, key: UUID, value: Value, *, about: Iterable[UUID], since: int) -> None:
        """What the database said to a reader that began at `since`."""
        if self._invalidation.is_heard:
            self._entries[key] = _Entry(value, tuple(about), since, time.monotonic() + LEASE)

    async def share(self, key: UUID, read: Callable[[UUID], Coroutine[Any, Any, Value | None]]) -> Value | None:
        """One reading for all who ask for the same at the same time, as many do when a lease has ended. Who asks after
        a change does not take the answer of a reading that began before it.
        """
        if not self._invalidation.is_heard:
            return await read(key)
        since, reading = self._readings.get(key, (-1, None))
        if reading is None or since != self._changes:
            reading = asyncio.create_task(read(key))
            self._readings[key] = self._changes, reading
            reading.add_done_callback(lambda done: self._end(key, done))
        # Whoever asked first may hang up; the others still wait.
        return await asyncio.shield(reading)

    def _end(self, key: UUID, done: "asyncio.Task[Value | None]") -> None:
        if self._readings.get(key, (-1, None))[1] is done:
            del self._readings[key]
        if not done.cancelled():
            # Seen, even where nobody waits for it any more.
            done.exception()

    async def forget(self, *ids: UUID) -> None:
        """After a commit: returns once no process can answer with what these were before."""
        if ids:
            self.hear(ids)
            await self._invalidation.tell(ids)

    async def listen(self) -> None:
        """For as long as the process serves: hears what other processes change."""
        await self._invalidation.listen(self.hear)

    def hear(self, ids: Iterable[UUID]) -> None:
        self._changes += 1
        at = time.monotonic()
        for id_ in ids:
            self._changed[id_] = self._changes
            self._order.append((at, self._changes, id_))
        while self._order[0][0] < at - _REMEMBERED_CHANGES:
            _, change, id_ = self._order.popleft()
            if self._changed.get(id_) == change:
                del self._changed[id_]

    def _is_stale(self, entry: _Entry[Value]) -> bool:
        if entry.since == self._changes:
            return False
        if any(self._changed.get(id_, 0) > entry.since for id_ in entry.about):
            return True
        entry.since = self._changes
        return False

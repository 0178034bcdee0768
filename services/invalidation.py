"""Tells every process that shares the database what has changed, and knows when all of them have heard.

Nobody remembers anything for longer than a LEASE, so whoever cannot tell the others waits that long: slow, never wrong.
"""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol
from uuid import UUID

from services.metrics import CACHE_LEASE_WAITS

# Seconds. A process that has not heard itself for so long remembers nothing.
LEASE = 1.0

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

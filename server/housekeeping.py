"""What every server does on the side: seals the audit log, rotates keys, clears out what has expired.

Each task may run in any number of processes at once; one at a time clears out.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

from server import metrics
from server.settings import Settings
from services import Services, audit_chain, cleanup, leases
from services.database import now

_SEAL_EVERY = 1.0
_TIDY_EVERY = timedelta(minutes=1)
_SAMPLE_EVERY = 5.0
_log = logging.getLogger("ostiary.housekeeping")


@asynccontextmanager
async def housekeeping(settings: Settings, services: Services) -> AsyncIterator[None]:
    """Runs in the background until the block ends."""

    interval = min(_TIDY_EVERY, settings.key_rotation_every / 10)

    async def seal() -> None:
        await audit_chain.seal(services.vault)

    async def tidy() -> None:
        await services.keys.rotate_when_due()
        if not await leases.take("housekeeping", interval):
            return
        await cleanup.expired()
        if settings.audit_retention is not None:
            await audit_chain.cut(now() - settings.audit_retention)

    tasks = [
        asyncio.create_task(_repeat(seal, _SEAL_EVERY)),
        asyncio.create_task(_repeat(tidy, interval.total_seconds())),
        *([asyncio.create_task(_repeat(metrics.sample, _SAMPLE_EVERY))] if settings.tells_metrics else []),
    ]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _repeat(work: Callable[[], Awaitable[object]], seconds: float) -> None:
    while True:
        try:
            await work()
        except Exception as error:  # The database may be away for a while.
            _log.warning("%s failed, to be tried again: %s", work.__name__, type(error).__name__)
        await asyncio.sleep(seconds)

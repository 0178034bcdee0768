"""Rate limits: named moving windows, counted in memory or in Redis by the `limits` library."""

import asyncio
import ipaddress
import logging
import math
import time

from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage, Storage
from limits.aio.strategies import MovingWindowRateLimiter
from limits.errors import StorageError
from limits.storage import storage_from_string
from redis.exceptions import RedisError

from services.errors import RateLimited
from services.outage import Outage

_FAILURES = (RedisError, StorageError, OSError, TimeoutError, asyncio.TimeoutError)
_TIMEOUT = 0.5
_AT_ONCE = 16
_log = logging.getLogger("ostiary.limits")


class RateLimiter:
    """Counts on shared storage; where that fails, on this process's own, at half the quota."""

    def __init__(self, storage: Storage | None, outage: Outage) -> None:
        self._shared = MovingWindowRateLimiter(storage) if storage is not None else None
        self._local = MovingWindowRateLimiter(MemoryStorage())
        self._turns = asyncio.Semaphore(_AT_ONCE)
        self._outage = outage

    async def hit(self, quota: str, *key: str) -> None:
        """Counts one use of `key`; RateLimited, with the seconds to wait, past the quota such as `10/minute`."""
        item = parse(quota)
        if self._shared is not None:
            if await self._counted(self._shared, item, key):
                return
            item = type(item)(max(1, item.amount // 2), item.multiples)
        await _hit(self._local, item, key)

    async def _counted(self, shared: MovingWindowRateLimiter, item: RateLimitItem, key: tuple[str, ...]) -> bool:
        """False where the shared storage does not answer. A few at once, so that the time-out is not the queue's."""
        async with self._turns:
            if self._outage.spares():
                return False
            try:
                async with asyncio.timeout(_TIMEOUT):
                    await _hit(shared, item, key)
            except _FAILURES as error:
                self._outage.begin()
                _log.warning("rate limits are counted locally: %s", type(error).__name__)
                return False
            except RateLimited:
                self._outage.end()
                raise
            self._outage.end()
            return True


async def _hit(limiter: MovingWindowRateLimiter, item: RateLimitItem, key: tuple[str, ...]) -> None:
    if not await limiter.hit(item, *key):
        window = await limiter.get_window_stats(item, *key)
        raise RateLimited(max(1, math.ceil(window.reset_time - time.time())))


def redis_storage(url: str) -> Storage:
    storage = storage_from_string(
        f"async+{url}", implementation="redispy", socket_timeout=_TIMEOUT, socket_connect_timeout=_TIMEOUT
    )
    assert isinstance(storage, Storage)
    return storage


def network_of(ip_address: str | None) -> str:
    """IPv6 by /64, since one host has that many; one shared bucket where the address is unknown."""
    try:
        address = ipaddress.ip_address(ip_address or "")
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        mapped = address.ipv4_mapped
        return str(mapped) if mapped else str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)

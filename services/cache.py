"""Saves a trip to the database for a second, and never serves what was revoked.

An entry lives for one LEASE. `forbid` keeps a key empty for a while, so that a slow reader cannot write back what it
read before a change; where the cache cannot be told, the caller waits the lease out. The database is the truth.
"""

import asyncio
import logging
import time
from dataclasses import dataclass, field
from typing import Any

import orjson
from aiocache import RedisCache, SimpleMemoryCache
from aiocache.base import BaseCache
from aiocache.serializers import NullSerializer
from redis.asyncio import Redis
from redis.exceptions import RedisError

from services.metrics import CACHE_FAILURES, CACHE_LEASE_WAITS, CACHE_READS
from services.outage import Outage

LEASE = 1.0
_FORBIDDEN = b"-"
_FORBIDDEN_FOR = 10.0
_TIMEOUT = 0.5
_FAILURES = (RedisError, OSError, TimeoutError, asyncio.TimeoutError)
_log = logging.getLogger("ostiary.cache")


@dataclass
class Cache:
    """`backend` None: another process could change the database unseen, so nothing is kept.

    `is_guest`: in a command beside a server, which may keep what this process cannot take from it.
    """

    backend: BaseCache | None
    is_guest: bool = False
    outage: Outage = field(default_factory=Outage)

    async def get(self, key: str) -> Any | None:
        """What was put less than a LEASE ago and not forbidden since; None in any doubt."""
        if self.backend is None:
            return None
        outcome, value = _read(await self._try("get", key))
        CACHE_READS.labels(outcome).inc()
        return value

    async def put(self, key: str, value: Any) -> None:
        """Writes where nothing stands. A queued write that a stopped Redis runs later is stale by its own stamp."""
        raw = orjson.dumps({"value": value, "until": time.time() + LEASE}, default=str)
        await self._try("add", key, raw, ttl=LEASE)

    async def forbid(self, *keys: str) -> bool:
        """Empties the keys and keeps them empty for longer than any read takes; False where that is unknown."""
        if self.backend is None:
            return False
        answers = [await self._try("set", key, _FORBIDDEN, ttl=_FORBIDDEN_FOR) for key in keys]
        return all(answers)

    async def forget(self, *keys: str) -> None:
        """Returns once no process can serve the keys any more."""
        is_kept_somewhere = self.backend is not None or self.is_guest
        if is_kept_somewhere and keys and not await self.forbid(*keys):
            CACHE_LEASE_WAITS.inc()
            await asyncio.sleep(LEASE)

    async def _try(self, operation: str, *args: Any, **kwargs: Any) -> Any:
        if self.backend is None or self.outage.spares():
            return None
        try:
            answer = await getattr(self.backend, operation)(*args, **kwargs)
        except ValueError:
            # aiocache's word for an `add` where something stands already.
            answer = None
        except _FAILURES as error:
            self.outage.begin()
            CACHE_FAILURES.inc()
            _log.warning("cache unreachable, asking the database instead: %s", type(error).__name__)
            return None
        self.outage.end()
        return answer

    async def close(self) -> None:
        if self.backend is not None:
            await self.backend.close()


def _read(raw: Any) -> tuple[str, Any | None]:
    """What an entry is worth, in one word, and its value if it is worth something."""
    if raw is None:
        return "miss", None
    if raw == _FORBIDDEN:
        return "forbidden", None
    entry = orjson.loads(raw)
    return ("hit", entry["value"]) if entry["until"] > time.time() else ("lapsed", None)


def memory_cache() -> Cache:
    """For a single process."""
    return Cache(SimpleMemoryCache(serializer=NullSerializer(), timeout=None))


def redis_cache(client: Redis, outage: Outage) -> Cache:
    """Shared by every process that uses the same Redis."""
    backend = RedisCache(serializer=NullSerializer(encoding=None), namespace="ostiary", timeout=_TIMEOUT)
    # aiocache takes no URL of its own; the client carries user, TLS and time-outs.
    backend.client = client
    return Cache(backend, outage=outage)


def no_cache(*, is_guest: bool = False) -> Cache:
    return Cache(None, is_guest)

"""How we hold connections to PostgreSQL, and how long anybody waits for one. Tortoise finds it by its name."""

from contextlib import suppress
from typing import Any

import asyncpg
from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper
from tortoise.backends.base.client import TransactionalDBClient, TransactionContext, TransactionContextPooled
from tortoise.connection import get_connections

# Seconds: until a connection of the pool is free, and until a query that was given up is taken back. A connection that
# takes longer for the latter is closed.
_FREE_WITHIN = 5.0
_BACK_WITHIN = 0.5


class _Connection(asyncpg.Connection):  # type: ignore[misc] # asyncpg has no types.
    """Goes back to the pool without a trip to the server: nothing of ours changes what a connection remembers.

    A transaction that was left open is still rolled back.
    """

    def get_reset_query(self) -> str:
        return ""


class _Pool(asyncpg.Pool):  # type: ignore[misc]
    """asyncpg waits for ever unless each call says otherwise, and Tortoise does not say."""

    def acquire(self, *, timeout: float | None = None) -> Any:
        return super().acquire(timeout=timeout or _FREE_WITHIN)

    async def release(self, connection: Any, *, timeout: float | None = None) -> None:  # noqa: ASYNC109 - asyncpg's name
        """A connection that cannot be used again is closed, which changes nothing about what was done over it."""
        with suppress(OSError, TimeoutError, asyncpg.PostgresError):
            await super().release(connection, timeout=timeout or _BACK_WITHIN)


class _Transaction(TransactionContextPooled):
    """Where BEGIN fails, Tortoise keeps the connection for good, and makes the task use it for whatever comes next."""

    async def __aenter__(self) -> TransactionalDBClient:
        try:
            return await super().__aenter__()
        except BaseException:
            if self.client._connection is not None:
                get_connections().reset(self.token)
                await self.client._parent._pool.release(self.client._connection)
            raise


class Client(AsyncpgDBClient):
    def _in_transaction(self) -> TransactionContext:
        return _Transaction(TransactionWrapper(self), self._pool_init_lock)

    async def create_pool(self, **settings: Any) -> asyncpg.Pool:
        """With asyncpg's own defaults for what Tortoise leaves open."""
        usual = {"max_queries": 50_000, "max_inactive_connection_lifetime": 300.0, "record_class": asyncpg.Record}
        unused = dict.fromkeys(("init_size", "connect", "setup", "init", "reset"))
        return await _Pool(None, **{**usual, **unused, **settings, "connection_class": _Connection})


client_class = Client

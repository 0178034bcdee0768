"""Transactions, what waits for their commit, and the clock that rows are stamped with."""

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

import asyncmy.errors
import asyncmy.pool
import asyncpg
from tortoise.connection import get_connection
from tortoise.exceptions import DBConnectionError, OperationalError
from tortoise.transactions import in_transaction

_waiting: ContextVar[list[Callable[[], None]] | None] = ContextVar("waiting_for_commit", default=None)


# What a query raises where the database is away, restarting or out of connections: to be tried again.
_UNREACHABLE = (
    DBConnectionError,
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    # What a COMMIT meets on a connection that broke just before it.
    asyncpg.InternalClientError,
    asyncmy.errors.InterfaceError,
    OSError,
    TimeoutError,
)
# MySQL tells such things by number alone: too many connections, shutting down, lock waits, deadlock, connection lost.
_UNREACHABLE_MYSQL = {1040, 1053, 1205, 1213, 1927, 2002, 2003, 2006, 2013}


def is_unreachable(error: BaseException) -> bool:
    cause = error.args[0] if isinstance(error, OperationalError) and error.args else None
    match cause:
        case asyncmy.errors.OperationalError():
            return cause.args[0] in _UNREACHABLE_MYSQL
        case sqlite3.OperationalError():
            # Another process has kept the file locked for longer than anybody waits.
            return cause.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
    return isinstance(error, _UNREACHABLE)


def now() -> datetime:
    return datetime.now(UTC)


@asynccontextmanager
async def transaction() -> AsyncIterator[None]:
    """Commits at the end, rolls back on any error. Await nothing but queries inside; not nested.

    On SQLite the write lock is taken at once: a plain BEGIN lets a select-then-update fail beside a second process.
    """
    waiting: list[Callable[[], None]] = []
    async with in_transaction() as connection:
        if connection.capabilities.dialect == "sqlite":
            await connection.execute_query("COMMIT")
            await connection.execute_query("BEGIN IMMEDIATE")
        token = _waiting.set(waiting)
        try:
            yield
        finally:
            _waiting.reset(token)
    for effect in waiting:
        effect()


def pool_usage() -> tuple[int, int]:
    """How many connections are open, and how many of them are in use. SQLite has one."""
    client: Any = get_connection("default")
    match getattr(client, "_pool", None):
        case asyncpg.Pool() as pool:
            return pool.get_size(), pool.get_size() - pool.get_idle_size()
        case asyncmy.pool.Pool() as pool:
            return pool.size, pool.size - pool.freesize
    lock = getattr(client, "_lock", None)
    return (1, int(lock.locked())) if lock is not None else (0, 0)


def after_commit(effect: Callable[[], None]) -> None:
    """Runs `effect` once the surrounding transaction has committed, never if it rolls back; at once outside of one."""
    waiting = _waiting.get()
    if waiting is None:
        effect()
    else:
        waiting.append(effect)

"""Transactions, what waits for their commit, and the clock that rows are stamped with."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from tortoise.connection import get_connection
from tortoise.exceptions import DBConnectionError
from tortoise.transactions import in_transaction

from services import drivers

_waiting: ContextVar[list[Callable[[], None]] | None] = ContextVar("waiting_for_commit", default=None)


def is_unreachable(error: BaseException) -> bool:
    """Whether the database is away, restarting or out of connections: to be tried again."""
    return isinstance(error, (DBConnectionError, OSError, TimeoutError)) or drivers.say_unreachable(error)


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
    if pool := getattr(client, "_pool", None):
        return drivers.pool_usage(pool)
    lock = getattr(client, "_lock", None)
    return (1, int(lock.locked())) if lock is not None else (0, 0)


def after_commit(effect: Callable[[], None]) -> None:
    """Runs `effect` once the surrounding transaction has committed, never if it rolls back; at once outside of one."""
    waiting = _waiting.get()
    if waiting is None:
        effect()
    else:
        waiting.append(effect)

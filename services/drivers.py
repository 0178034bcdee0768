"""What the drivers of the databases have words of their own for. Loaded when something fails or a pool is looked at."""

import sqlite3

import asyncmy.errors
import asyncmy.pool
import asyncpg
from tortoise.exceptions import OperationalError

_UNREACHABLE = (
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    # What a COMMIT meets on a connection that broke just before it.
    asyncpg.InternalClientError,
    asyncmy.errors.InterfaceError,
)
# MySQL tells such things by number alone: too many connections, shutting down, lock waits, deadlock, connection lost.
_UNREACHABLE_MYSQL = {1040, 1053, 1205, 1213, 1927, 2002, 2003, 2006, 2013}


def say_unreachable(error: BaseException) -> bool:
    cause = error.args[0] if isinstance(error, OperationalError) and error.args else None
    match cause:
        case asyncmy.errors.OperationalError():
            return cause.args[0] in _UNREACHABLE_MYSQL
        case sqlite3.OperationalError():
            # Another process has kept the file locked for longer than anybody waits.
            return cause.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
    return isinstance(error, _UNREACHABLE)


def pool_usage(pool: asyncpg.Pool | asyncmy.pool.Pool) -> tuple[int, int]:
    """How many connections are open, and how many of them are in use."""
    if isinstance(pool, asyncmy.pool.Pool):
        return pool.size, pool.size - pool.freesize
    return pool.get_size(), pool.get_size() - pool.get_idle_size()

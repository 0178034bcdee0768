"""What the drivers of PostgreSQL and MySQL have words of their own for. SQLite needs neither, and loads neither."""

import asyncmy.errors
import asyncmy.pool
import asyncpg
from tortoise.exceptions import OperationalError

_UNREACHABLE = (
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncmy.errors.InterfaceError,
)
# MySQL tells such things by number alone: too many connections, shutting down, lock waits, deadlock, connection lost.
_UNREACHABLE_MYSQL = {1040, 1053, 1205, 1213, 1927, 2002, 2003, 2006, 2013}


def say_unreachable(error: BaseException) -> bool:
    cause = error.args[0] if isinstance(error, OperationalError) and error.args else None
    if isinstance(cause, asyncmy.errors.OperationalError):
        return cause.args[0] in _UNREACHABLE_MYSQL
    return isinstance(error, _UNREACHABLE)


def pool_usage(pool: asyncpg.Pool | asyncmy.pool.Pool) -> tuple[int, int]:
    """How many connections are open, and how many of them are in use."""
    if isinstance(pool, asyncmy.pool.Pool):
        return pool.size, pool.size - pool.freesize
    return pool.get_size(), pool.get_size() - pool.get_idle_size()

"""Brings the database up to date, one process at a time. Never goes back."""

import fcntl
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.backends.mysql.client import MySQLClient
from tortoise.connection import get_connection
from tortoise.migrations.executor import MigrationExecutor

from server.app import database
from server.settings import Settings
from server.wiring import build_services, tortoise_config

# Any number that no other application of the same PostgreSQL uses.
_LOCK = 0x0571A27


async def apply_migrations(settings: Settings) -> None:
    """Applies what is missing. Another process that does the same, here or on another replica, waits its turn."""
    apps = tortoise_config(settings.database_url)["apps"]
    async with database(settings):
        connection = get_connection("default")
        if connection.capabilities.dialect == "sqlite":
            with _only_one_beside(settings.database_url):
                await _apply(settings, connection, apps)
        else:
            async with _only_one_in(connection):
                await _apply(settings, connection, apps)


async def _apply(settings: Settings, connection: BaseDBAsyncClient, apps: dict[str, Any]) -> None:
    """The first signing key is made here too, so that workers and replicas that start at once find the same one."""
    if isinstance(connection, MySQLClient):
        # Tortoise prints it behind each CREATE TABLE. MySQL's own choice takes "é" for "e", in addresses too.
        connection.charset = "utf8mb4 COLLATE utf8mb4_bin"
    await MigrationExecutor(connection, apps).migrate(direction="forward")
    await build_services(settings).keys.rotate_when_due()


@asynccontextmanager
async def _only_one_in(connection: BaseDBAsyncClient) -> AsyncIterator[None]:
    """Holds a lock of the server's on a connection of its own, which lets go when it ends, however it ends."""
    async with connection.acquire_connection() as held:
        if connection.capabilities.dialect == "postgres":
            await held.execute(f"SELECT pg_advisory_lock({_LOCK})")
            yield
        else:
            async with held.cursor() as cursor:
                while await _is_held_elsewhere(cursor):
                    pass
                yield
                await cursor.execute(f"SELECT RELEASE_LOCK('{_LOCK}')")


async def _is_held_elsewhere(cursor: Any) -> bool:
    """Waits a second at most for MySQL's lock, since a connection's reads are timed."""
    await cursor.execute(f"SELECT GET_LOCK('{_LOCK}', 1)")
    (is_ours,) = await cursor.fetchone()
    return not is_ours


@contextmanager
def _only_one_beside(database_url: str) -> Iterator[None]:
    """Holds the folder of an SQLite file: the kernel lets go when this process ends, however it ends."""
    folder = Path(database_url.removeprefix("sqlite://").partition("?")[0]).parent
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)

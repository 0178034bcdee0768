"""Brings the database up to date, one process at a time. Never goes back."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tortoise.migrations.executor import MigrationExecutor
from tortoise.transactions import in_transaction

from server.app import database
from server.settings import Settings
from server.wiring import tortoise_config

# Any number that no other application of the same PostgreSQL uses.
_LOCK = 0x0571A27


async def apply_migrations(settings: Settings) -> None:
    """Applies what is missing. Another process that does the same, here or on another replica, waits its turn."""
    apps = tortoise_config(settings.database_url)["apps"]
    async with database(settings):
        if settings.database_url.startswith("sqlite:"):
            with _only_one_beside(settings.database_url):
                await _apply(apps)
        else:
            await _apply(apps)


async def _apply(apps: dict[str, Any]) -> None:
    async with in_transaction() as connection:
        if connection.capabilities.dialect == "postgres":
            await connection.execute_query(f"SELECT pg_advisory_xact_lock({_LOCK})")
        await MigrationExecutor(connection, apps).migrate(direction="forward")


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

"""How we connect to PostgreSQL."""

from typing import Any

import asyncpg


class KeptConnection(asyncpg.Connection):  # type: ignore[misc] # asyncpg has no types.
    """Goes back to the pool without a trip to the server: nothing of ours changes what a connection remembers.

    A transaction that was left open is still rolled back.
    """

    def get_reset_query(self) -> str:
        return ""


# A database that hangs must not hang us (seconds). On two cores a larger pool only makes queries wait for each other.
POOL: dict[str, Any] = {
    "command_timeout": 5.0,
    "timeout": 3.0,
    "minsize": 1,
    "maxsize": 8,
    "connection_class": KeptConnection,
}

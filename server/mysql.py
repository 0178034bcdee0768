"""How we connect to MySQL and MariaDB."""

from typing import Any

from asyncmy.constants import CLIENT

# A database that hangs must not hang us (seconds). Else as PostgreSQL does it: an UPDATE tells how many rows it found,
# and a transaction sees what others committed.
POOL: dict[str, Any] = {
    "connect_timeout": 3,
    "read_timeout": 5,
    "minsize": 1,
    "maxsize": 8,
    "client_flag": CLIENT.FOUND_ROWS,
    "init_command": "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED",
}

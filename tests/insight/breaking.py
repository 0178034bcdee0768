"""Makes the server log: what asks for a table that is away ends in a fault of ours."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.support.database import Database


@contextmanager
def broken(database: Database, table: str) -> Iterator[None]:
    database.execute(f"ALTER TABLE {table} RENAME TO {table}_away")
    try:
        yield
    finally:
        database.execute(f"ALTER TABLE {table}_away RENAME TO {table}")

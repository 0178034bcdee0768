"""Looks into a server's database from outside: rows, counts, and the proof that a refused request changed nothing."""

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql as postgres_sql

# Stamped in the background on any request, so it says nothing about what a request did.
# What the server changes by itself: a session's last use, the sealing of audit events.
VOLATILE_COLUMNS = {("sessions", "last_seen_at"), ("audit_events", "position"), ("audit_events", "chain_hash")}
VOLATILE_TABLES = {"audit_chain"}
SETTLING_SECONDS = 15
_COLUMNS_OF_SQLITE = (
    "SELECT m.name AS table_name, c.name AS column_name FROM sqlite_master m JOIN pragma_table_info(m.name) c "
    "WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'"
)
_COLUMNS_OF_POSTGRES = "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"

Row = dict[str, Any]
Snapshot = dict[str, set[tuple[object, ...]]]


class Database:
    """Each call opens a connection, so that it sees what is committed now. `?` stands for a value on every engine."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.is_sqlite = url.startswith("sqlite://")

    def rows(self, query: str, *values: object) -> list[Row]:
        """What a SELECT finds; ids as text on every engine."""
        return self._query(query, values)

    def row(self, query: str, *values: object) -> Row:
        """The one row that a SELECT finds."""
        (row,) = self.rows(query, *values)
        return row

    def count(self, table: str, where: str = "1 = 1", *values: object) -> int:
        return int(self.row(f'SELECT count(*) AS total FROM "{table}" WHERE {where}', *values)["total"])

    def execute(self, statement: str, *values: object) -> None:
        """Changes rows behind the server's back, to age a token, say. What the server has in memory stays."""
        self._query(statement, values)

    def tables(self) -> list[str]:
        query = (
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            if self.is_sqlite
            else "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'"
        )
        return sorted(row["name"] for row in self.rows(query))

    def snapshot(self) -> Snapshot:
        """Every row of every table, but for the columns that any request stamps."""
        columns: dict[str, list[str]] = {}
        for name in self.rows(_COLUMNS_OF_SQLITE if self.is_sqlite else _COLUMNS_OF_POSTGRES):
            if (name["table_name"], name["column_name"]) not in VOLATILE_COLUMNS:
                columns.setdefault(name["table_name"], []).append(f'"{name["column_name"]}"')
        queries = {table: f'SELECT {", ".join(names)} FROM "{table}"' for table, names in columns.items()}
        return self._snapshot_of_sqlite(queries) if self.is_sqlite else self._snapshot_of_postgres(queries)

    @contextmanager
    def unchanged(self, *, except_: Sequence[str] = ()) -> Iterator[None]:
        """Fails where the block adds, changes or removes a row in a table that is not excepted."""
        self.settle()
        before = self.snapshot()
        yield
        self.settle()
        after = self.snapshot()
        changes = [
            f"{sign} {table}: {row}"
            for table in sorted(before.keys() | after.keys())
            if table not in {*except_, *VOLATILE_TABLES}
            for sign, rows in (
                ("-", before.get(table, set()) - after.get(table, set())),
                ("+", after.get(table, set()) - before.get(table, set())),
            )
            for row in sorted(rows, key=repr)
        ]
        assert not changes, "The database changed:\n" + "\n".join(changes)

    def settle(self) -> None:
        """Waits until no message is on its way any more, so that what changes next is the request's doing."""
        deadline = time.monotonic() + SETTLING_SECONDS
        while self._is_busy() and time.monotonic() < deadline:
            time.sleep(0.05)

    def _snapshot_of_sqlite(self, queries: dict[str, str]) -> Snapshot:
        with closing(self._connect_to_sqlite()) as connection:
            return {table: set(connection.execute(query)) for table, query in queries.items()}

    def _snapshot_of_postgres(self, queries: dict[str, str]) -> Snapshot:
        with psycopg.connect(self.url) as connection:
            return {
                table: {tuple(map(_hashable, row)) for row in connection.execute(query.encode())}
                for table, query in queries.items()
            }

    def _is_busy(self) -> bool:
        return self.count("outbox", "status = ? AND last_error IS NULL", "pending") > 0

    def _query(self, query: str, values: Sequence[object]) -> list[Row]:
        return self._query_sqlite(query, values) if self.is_sqlite else self._query_postgres(query, values)

    def _query_sqlite(self, query: str, values: Sequence[object]) -> list[Row]:
        with closing(self._connect_to_sqlite()) as connection, connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(query, tuple(values))]

    def _connect_to_sqlite(self) -> sqlite3.Connection:
        return sqlite3.connect(self.url.removeprefix("sqlite://"), timeout=10)

    def _query_postgres(self, query: str, values: Sequence[object]) -> list[Row]:
        with psycopg.connect(self.url, autocommit=True) as connection:
            cursor = connection.execute(query.replace("?", "%s").encode(), values)
            if cursor.description is None:
                return []
            columns = [column.name for column in cursor.description]
            return [dict(zip(columns, map(_plain, row), strict=True)) for row in cursor]


def create_postgres_database(cluster_url: str, name: str) -> str:
    """Makes an empty database in the cluster, and tells its URL."""
    with psycopg.connect(cluster_url, autocommit=True) as connection:
        connection.execute(postgres_sql.SQL("CREATE DATABASE {}").format(postgres_sql.Identifier(name)))
    return cluster_url.replace("/postgres?", f"/{name}?")


def _hashable(value: object) -> object:
    return repr(value) if isinstance(value, dict | list) else value


def _plain(value: object) -> object:
    return str(value) if isinstance(value, UUID) else value

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
VOLATILE_TABLES = {"audit_chain", "leases"}
SETTLING_SECONDS = 15

Row = dict[str, Any]
Snapshot = dict[str, set[str]]


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
        """Every row of every table, written out."""
        return {table: self._written_rows(table) for table in self.tables()}

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
            for row in sorted(rows)
        ]
        assert not changes, "The database changed:\n" + "\n".join(changes)

    def settle(self) -> None:
        """Waits until no message is on its way any more, so that what changes next is the request's doing."""
        deadline = time.monotonic() + SETTLING_SECONDS
        while self._is_busy() and time.monotonic() < deadline:
            time.sleep(0.05)

    def _written_rows(self, table: str) -> set[str]:
        """Each row as one text, without the columns that any request stamps."""
        kept = (
            {name: value for name, value in row.items() if (table, name) not in VOLATILE_COLUMNS}
            for row in self.rows(f'SELECT * FROM "{table}"')
        )
        return {repr(row) for row in kept}

    def _is_busy(self) -> bool:
        return self.count("outbox", "status = ? AND last_error IS NULL", "pending") > 0

    def _query(self, query: str, values: Sequence[object]) -> list[Row]:
        return self._query_sqlite(query, values) if self.is_sqlite else self._query_postgres(query, values)

    def _query_sqlite(self, query: str, values: Sequence[object]) -> list[Row]:
        with closing(sqlite3.connect(self.url.removeprefix("sqlite://"), timeout=10)) as connection, connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(query, tuple(values))]

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


def _plain(value: object) -> object:
    return str(value) if isinstance(value, UUID) else value

"""Looks into a server's database from outside: rows, counts, and the proof that a refused request changed nothing."""

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import psycopg
import pymysql

# Stamped in the background on any request, so it says nothing about what a request did.
# What the server changes by itself: a session's last use, the sealing of audit events.
VOLATILE_COLUMNS = {("sessions", "last_seen_at"), ("audit_events", "position"), ("audit_events", "chain_hash")}
VOLATILE_TABLES = {"audit_chain", "leases"}
SETTLING_SECONDS = 15
# Every table's columns, as each engine tells them.
COLUMNS = {
    "sqlite": "SELECT m.name AS table_name, c.name AS column_name FROM sqlite_master m "
    "JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'",
    "postgres": "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'",
    "mysql": "SELECT table_name AS table_name, column_name AS column_name FROM information_schema.columns "
    "WHERE table_schema = database()",
}

Row = dict[str, Any]
Snapshot = dict[str, set[tuple[object, ...]]]


class Database:
    """Each call opens a connection, so that it sees what is committed now. `?` stands for a value on every engine."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = url.partition("://")[0]

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

    @contextmanager
    def held(self, *tables: str) -> Iterator[Callable[..., None]]:
        """While the block runs the server reads and waits to write. What the block changes is there when it goes on.

        `tables`: those alone, but on SQLite, which holds all or none.
        """
        with closing(_connect(self.url)) as connection:
            cursor = connection.cursor()
            if self.engine == "sqlite":
                connection.isolation_level = None
                cursor.execute("PRAGMA foreign_keys = ON")
                cursor.execute("BEGIN IMMEDIATE")
            else:
                cursor.execute(f"LOCK TABLE {', '.join(tables or self.columns())} IN EXCLUSIVE MODE")

            def change(statement: str, *values: object) -> None:
                cursor.execute(self._in_words_of_engine(statement), values)

            yield change
            connection.commit()

    def columns(self) -> dict[str, list[str]]:
        """The columns of each table."""
        found: dict[str, list[str]] = {}
        for row in self.rows(COLUMNS[self.engine]):
            found.setdefault(row["table_name"], []).append(row["column_name"])
        return found

    def snapshot(self) -> Snapshot:
        """Every row of every table, but for the columns that any request stamps."""
        kept = {
            table: [f'"{column}"' for column in columns if (table, column) not in VOLATILE_COLUMNS]
            for table, columns in self.columns().items()
        }
        with self._cursor() as cursor:
            return {
                table: {tuple(map(_hashable, row)) for row in self._selected(cursor, table, columns)}
                for table, columns in kept.items()
            }

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

    def _selected(self, cursor: Any, table: str, columns: Sequence[str]) -> Iterator[tuple[object, ...]]:
        cursor.execute(f'SELECT {", ".join(columns)} FROM "{table}"')
        yield from cursor

    def _is_busy(self) -> bool:
        return self.count("outbox", "status = ? AND last_error IS NULL", "pending") > 0

    def _query(self, query: str, values: Sequence[object]) -> list[Row]:
        with self._cursor() as cursor:
            cursor.execute(self._in_words_of_engine(query), tuple(values))
            if cursor.description is None:
                return []
            columns = [column[0] for column in cursor.description]
            return [dict(zip(columns, map(_plain, row), strict=True)) for row in cursor]

    def _in_words_of_engine(self, query: str) -> str:
        return query if self.engine == "sqlite" else query.replace("?", "%s")

    @contextmanager
    def _cursor(self) -> Iterator[Any]:
        with closing(_connect(self.url)) as connection:
            yield connection.cursor()
            connection.commit()


def _connect(url: str) -> Any:
    """By each engine's own client, none of which the server uses."""
    parts = urlsplit(url)
    match parts.scheme:
        case "sqlite":
            return sqlite3.connect(url.removeprefix("sqlite://"), timeout=10)
        case "postgres":
            return psycopg.connect(url)
    return pymysql.connect(
        host=parts.hostname, port=parts.port or 0, user=parts.username, database=parts.path[1:], sql_mode="ANSI_QUOTES"
    )


def create_database(cluster_url: str, name: str) -> str:
    """Makes an empty database in the cluster, and tells its URL."""
    with closing(_connect(cluster_url)) as connection:
        connection.autocommit = True
        connection.cursor().execute(f'CREATE DATABASE "{name}"')
    parts = urlsplit(cluster_url)
    return parts._replace(path=f"/{name}").geturl()


def _hashable(value: object) -> object:
    return repr(value) if isinstance(value, dict | list) else value


def _plain(value: object) -> object:
    return str(value) if isinstance(value, UUID) else value

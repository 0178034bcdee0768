"""What came by before in a long run, kept on disk by SQLite: memory stays the same however long the run is."""

import sqlite3
from types import TracebackType
from typing import Self


class Seen:
    """Where each key stood the first time. Gone with the block."""

    def __init__(self) -> None:
        # The empty name is a file of SQLite's own, which it deletes on closing.
        self._table = sqlite3.connect("", isolation_level=None)
        self._table.execute("PRAGMA synchronous = OFF")
        self._table.execute("PRAGMA journal_mode = OFF")
        self._table.execute("CREATE TABLE seen (key TEXT PRIMARY KEY, place INTEGER NOT NULL) WITHOUT ROWID")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, at: TracebackType | None
    ) -> None:
        self._table.close()

    def first(self, key: str) -> int | None:
        """Where it stood, or None."""
        row = self._table.execute("SELECT place FROM seen WHERE key = ?", (key,)).fetchone()
        return None if row is None else int(row[0])

    def note(self, key: str, place: int) -> None:
        self._table.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (key, place))

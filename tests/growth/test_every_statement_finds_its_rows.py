"""What an operation asks of the database must not grow with the tables: each statement is explained over many rows.

The server that ships is asked; PostgreSQL logs what it sends, and plans and runs it once more, to be rolled back.
"""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from tests.support.database import Database
from tests.support.growth import OPERATIONS, Crowded, seed, settle

PEOPLE = 4_000
# No statement of an operation has a use for more; the largest page has 100.
MOST_ROWS = 500
OLD = 10
AGED = {
    "sessions": ["expires_at"],
    "outbox": ["sent_at", "due_at"],
    "one_time_tokens": ["expires_at"],
    "attempts": ["counted_since"],
    "invites": ["expires_at"],
}
STATEMENT = re.compile(
    r"LOG:  duration: [\d.]+ ms  execute [^:]+: (.*?)\n(?:[^\n]*DETAIL:  [Pp]arameters: (.*?)\n)?(?=\S)", re.DOTALL
)
PARAMETER = re.compile(r"\$(\d+) = (NULL|'(?:[^']|'')*')")


class Watched:
    """What a server sends to its database, as PostgreSQL logs it."""

    def __init__(self, crowded: Crowded) -> None:
        self.crowded = crowded
        self.url = crowded.server.database.url
        self.log = Path(parse_qs(urlsplit(self.url).query)["host"][0], "log")

    def statements_of(self, act: Callable[[Crowded], object]) -> list[str]:
        """What the server sent meanwhile, with values, each shape once."""
        before = self.log.stat().st_size
        act(self.crowded)
        logged = self.log.read_bytes()[before:].decode(errors="replace").replace("\n\t", "\n ") + "\n-"
        return list({text: with_values(text, values) for text, values in STATEMENT.findall(logged)}.values())

    def far(self, act: Callable[[Crowded], object]) -> Iterator[str]:
        """The statements that went through more rows than they had a use for."""
        statements = self.statements_of(act)
        assert any(statement.startswith("SELECT") for statement in statements), "nothing was logged"
        with psycopg.connect(self.url, autocommit=True) as connection:
            # As where every page is near: else a table this small is read from end to end sooner than by ten keys.
            connection.execute("SET random_page_cost = 1")
            connection.autocommit = False
            for statement in statements:
                if statement.startswith(("SELECT", "UPDATE", "DELETE")):
                    explained: Any = f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}"
                    ((plan,),) = connection.execute(explained).fetchone() or ()
                    connection.rollback()
                    if (rows := rows_of(plan["Plan"])) > MOST_ROWS:
                        yield f"{rows} rows: {statement}"


def with_values(statement: str, values: str) -> str:
    found = dict(PARAMETER.findall(values))
    return re.sub(r"\$(\d+)", lambda place: found.get(place[1], "NULL"), statement)


def rows_of(plan: dict[str, Any]) -> int:
    """How many rows its hungriest step read, with those that it dropped again."""
    read = plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0) + plan.get("Rows Removed by Index Recheck", 0)
    return max([int(read * plan["Actual Loops"]), *map(rows_of, plan.get("Plans", []))])


@pytest.fixture(scope="module")
def watched(request, launcher) -> Watched:
    if request.config.getoption("--engine") != "postgres":
        pytest.skip("PostgreSQL tells its plans")
    url = launcher.new_migrated_database()
    seed(url, PEOPLE)
    Database(url).execute(f'ALTER DATABASE "{urlsplit(url).path[1:]}" SET log_min_duration_statement = 0')
    return Watched(settle(launcher.start(DATABASE_URL=url, LOCKOUT="off")))


@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_operation_reads_no_more_rows_where_there_are_many(watched, operation):
    assert not list(watched.far(OPERATIONS[operation]))


def test_cleaning_up_reads_no_more_than_it_deletes(watched):
    """Of each kind a few are old: PostgreSQL would rather read all of a table than a good part of it by an index."""
    database = watched.crowded.server.database
    for table, columns in AGED.items():
        key = "key" if table == "attempts" else "id"
        some = f"SELECT {key} FROM {table} ORDER BY {key} LIMIT {OLD}"
        aged = ", ".join(f"{column} = now() - interval '60 days'" for column in columns)
        database.execute(f"UPDATE {table} SET {aged} WHERE {key} IN ({some})")
    database.execute("ANALYZE")
    deleted = []
    assert not list(watched.far(lambda crowded: deleted.append(crowded.server.cli("cleanup", "--json"))))
    assert sum(json.loads(deleted[0]).values()) == OLD * len(AGED)

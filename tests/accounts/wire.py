"""What tests of many operations share: values that are hard to send, and a look into the log of events."""

import json
from datetime import UTC, datetime, timedelta

from tests.support.api import Answer, Api
from tests.support.database import Database
from tests.support.documents import document_for

# Over, but not for so long that the housekeeping takes it away.
PAST = str(datetime.now(UTC) - timedelta(hours=1))
LONG = "x" * 200_000
NUL = "a\x00b"
HALF = "a\ud800b"
HARD_TEXTS = {"NUL": NUL, "half a character": HALF, "200 KB": LONG}


def execute_escaped(api: Api, operation: str, **variables: object) -> Answer:
    """Like `api.execute`, in ASCII: the only way to send half a character."""
    body = json.dumps({"query": document_for(operation), "variables": variables})
    return Answer(api.http.post("/graphql", content=body, headers={"Content-Type": "application/json"}))


def run_escaped(api: Api, operation: str, **variables: object) -> dict:
    answer = execute_escaped(api, operation, **variables)
    assert not answer.errors, answer
    return answer.data[operation]


def events(database: Database, user_id: str) -> list[str]:
    """The types of what was recorded of a person or their sessions, oldest first."""
    rows = database.rows(
        "SELECT type FROM audit_events WHERE actor_id = ? OR target_id = ? ORDER BY id", user_id, user_id
    )
    return [row["type"].removeprefix("auth.") for row in rows]


def user_row(database: Database, email: str) -> dict:
    return database.row("SELECT * FROM users WHERE email = ?", email)


def age(database: Database, session_id: str, column: str = "authenticated_at") -> None:
    """Moves a moment of a session into the past."""
    database.execute(f"UPDATE sessions SET {column} = ? WHERE id = ?", PAST, session_id)

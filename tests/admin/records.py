"""Looks up what the audit log holds."""

import json
from typing import Any

from tests.support.database import Database

UNKNOWN_IDS = ["00000000-0000-4000-8000-000000000000", "", "nobody", "a\x00b", "x" * 100_000]


def recorded(database: Database, event_type: str, target_id: str) -> list[dict[str, Any]]:
    """The events of this type about this target, oldest first, each with its personal row and its detail read."""
    rows = database.rows(
        "SELECT * FROM audit_events JOIN audit_personal ON event_id = id WHERE type = ? AND target_id = ? ORDER BY id",
        f"auth.{event_type}",
        target_id,
    )
    return [{**row, "detail": detail_of(row)} for row in rows]


def detail_of(event: dict[str, Any]) -> Any:
    """SQLite hands JSON out as text."""
    return json.loads(event["detail"]) if isinstance(event["detail"], str) else event["detail"]

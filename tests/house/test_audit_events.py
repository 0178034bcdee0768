"""docs/audit-events.md lists every event that the code records, and no other."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# The calls that take an event's name by its place; others take it by the keyword `event`.
RECORDERS = {"record", "record_each", "_record", "_record_guess"}
# Part 8 of what was ordered: these names are relied on.
ORDERED = """user_registered login_success login_failed login_locked account_locked logout password_reset_requested
password_reset_confirmed password_changed email_verified email_changed user_updated user_activated user_deactivated
user_deleted session_revoked refresh_reused org_created org_updated org_deleted org_ownership_transferred member_added
member_removed member_role_updated members_bulk_added invite_created invite_accepted invite_declined invite_revoked
signing_key_rotated"""


def recorded_events() -> set[str]:
    paths = [path for layer in ("resolvers", "services", "server") for path in (ROOT / layer).rglob("*.py")]
    names = {
        name
        for path in paths
        if "node_modules" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in _names_at(node)
    }
    return {f"auth.{name}" for name in names}


def _names_at(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Call(func=ast.Attribute(attr=called) | ast.Name(id=called), args=[*arguments]) if called in RECORDERS:
            for argument in arguments:
                yield from _texts(argument)
        case ast.Assign(targets=[ast.Name(id="event")], value=value):
            yield from _texts(value)
        case ast.arguments():
            named = [*node.args[-len(node.defaults) :], *node.kwonlyargs] if node.defaults else node.kwonlyargs
            for taken, default in zip(named, [*node.defaults, *node.kw_defaults], strict=True):
                if taken.arg == "event" and default is not None:
                    yield from _texts(default)
    if isinstance(node, ast.keyword) and node.arg == "event":
        yield from _texts(node.value)


def _texts(node: ast.AST) -> Iterator[str]:
    """The names that an expression may stand for."""
    for inner in [node.body, node.orelse] if isinstance(node, ast.IfExp) else [node]:
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            yield inner.value


def documented_events() -> list[str]:
    page = (ROOT / "docs" / "audit-events.md").read_text(encoding="utf-8")
    return re.findall(r"^\| `(auth\.\w+)` \|", page, flags=re.MULTILINE)


def test_the_page_lists_each_event_once():
    assert sorted(documented_events()) == sorted(recorded_events())


def test_every_event_that_was_ordered_is_recorded():
    assert {f"auth.{name}" for name in ORDERED.split()} <= recorded_events()

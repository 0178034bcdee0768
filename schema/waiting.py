"""For a resolver that answers at once where memory is warm, and otherwise with something to wait for."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from resolvers.context import Context
from schema.plans import SHELF
from services.principals import Remembered

Row = TypeVar("Row")
Shown = TypeVar("Shown")


def _shelf(context: Context) -> dict[object, Any] | None:
    return context.remembered.shown if context.remembered else None


# Metadata of a field that, where it answers at once, does so from memory alone.
OF_MEMORY: dict[Any, Any] = {SHELF: _shelf}


def remembered(memory: Remembered, show: Callable[[Row], Shown], row: Row) -> Shown:
    """What the field shows of a row, or of several, in memory; made once for all requests that memory serves."""
    key = (show, id(row))
    known: Shown | None = memory.shown.get(key)
    if known is None:
        known = memory.shown[key] = show(row)
    return known


def later(show: Callable[[Row], Any], row: Awaitable[Row]) -> Any:
    """What the field shows of a row that is still being read. GraphQL awaits it, whatever the field is said to be."""
    return _shown(show, row)


async def _shown(show: Callable[[Row], Any], row: Awaitable[Row]) -> Any:
    return show(await row)

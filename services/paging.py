"""Pages by keyset: a cursor names the last row seen, so that pages stay put while rows come and go. Never OFFSET."""

import asyncio
import base64
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

from tortoise.queryset import QuerySet

from models.base import Row
from services.errors import BadUserInput, FieldFault

USUAL = 50
LARGEST = 100
_VERSION = "1"

RowT = TypeVar("RowT", bound=Row)


@dataclass(frozen=True)
class Window:
    """The first so many rows after one row, or from the beginning."""

    first: int
    after: UUID | None


@dataclass
class Page(Generic[RowT]):
    """Rows in the order of their ids, and whether there are more on either side."""

    rows: list[RowT]
    has_next: bool
    has_previous: bool
    count: Callable[[], Awaitable[int]]
    _counted: "asyncio.Future[int] | None" = field(default=None, init=False)

    async def total(self) -> int:
        """Of all pages; asked of the database once, and only if somebody wants to know."""
        if self._counted is None:
            self._counted = asyncio.ensure_future(self.count())
        return await self._counted


class Listing(Protocol):
    """What a page is of, as a value: equal listings within one request are read once."""

    def __hash__(self) -> int: ...

    async def page(self) -> Page[Any]: ...


def window(model: type[Row], first: int | None, after: str | None) -> Window:
    """BadUserInput for a size out of bounds, and for a cursor that did not come from a page of this table."""
    size = USUAL if first is None else first
    if not 1 <= size <= LARGEST:
        raise BadUserInput(FieldFault("first", "must be from 1 to %(largest)s", {"largest": LARGEST}))
    return Window(size, None if after is None else _id_in(after, model))


def cursor_of(row: Row) -> str:
    """Opaque to clients: the version, the table and the id."""
    plain = f"{_VERSION} {row._meta.db_table} {row.id}"
    return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")


async def page_of(matching: QuerySet[RowT], window: Window, *, newest_first: bool = False) -> Page[RowT]:
    """Reads one row more than asked, to know whether there is a next page."""
    rest = matching
    if window.after is not None:
        rest = matching.filter(**{"id__lt" if newest_first else "id__gt": window.after})
    rows = await rest.order_by("-id" if newest_first else "id").limit(window.first + 1)
    return Page(
        rows=rows[: window.first],
        has_next=len(rows) > window.first,
        has_previous=window.after is not None,
        count=lambda: _count(matching),
    )


async def _count(matching: QuerySet[RowT]) -> int:
    return await matching.count()


def _id_in(cursor: str, model: type[Row]) -> UUID:
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        version, table, id_ = base64.b64decode(padded, altchars=b"-_", validate=True).decode("ascii").split(" ")
        if (version, table) == (_VERSION, model._meta.db_table):
            return UUID(id_)
    except ValueError:
        pass
    raise BadUserInput(FieldFault("after", "must be a cursor of an earlier page"))

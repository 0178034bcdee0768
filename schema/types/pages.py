"""Pages of things: Relay connections, whose cursors stay good while rows come and go."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Generic, TypeVar

import strawberry

from schema.guards import SameAsParent
from services.paging import Page, RowT, cursor_of

NodeT = TypeVar("NodeT")

First = Annotated[int | None, strawberry.argument(description="How many, from 1 to 100.")]
After = Annotated[str | None, strawberry.argument(description="`endCursor` of the page before.")]


@strawberry.type(directives=[SameAsParent()])
class PageInfo:
    """Where a page stands among the others."""

    has_next_page: bool = strawberry.field(description="Whether something comes after this page.")
    has_previous_page: bool = strawberry.field(description="Whether this page was asked for by `after`.")
    start_cursor: str | None = strawberry.field(description="Of the first one on this page.")
    end_cursor: str | None = strawberry.field(description="Of the last one: `after` for the next page.")


@strawberry.type(directives=[SameAsParent()], description="One on a page, with its place.")
class Edge(Generic[NodeT]):
    node: NodeT = strawberry.field(description="The thing itself.")
    cursor: str = strawberry.field(description="`after` for the page that begins behind it.")


@strawberry.type(directives=[SameAsParent()], description="One page.")
class Connection(Generic[NodeT]):
    count: strawberry.Private[Callable[[], Awaitable[int]]]
    edges: list[Edge[NodeT]] = strawberry.field(description="Each with its cursor.")
    nodes: list[NodeT] = strawberry.field(description="The same, without cursors.")
    page_info: PageInfo = strawberry.field(description="Where this page stands.")

    @strawberry.field(description="On all pages; counted only when asked for.")
    async def total_count(self) -> int:
        return await self.count()


def connection_of(page: Page[RowT], node_of: Callable[[RowT], NodeT]) -> Connection[NodeT]:
    edges = [Edge(node=node_of(row), cursor=cursor_of(row)) for row in page.rows]
    return Connection(
        count=page.total,
        edges=edges,
        nodes=[edge.node for edge in edges],
        page_info=PageInfo(
            has_next_page=page.has_next,
            has_previous_page=page.has_previous,
            start_cursor=edges[0].cursor if edges else None,
            end_cursor=edges[-1].cursor if edges else None,
        ),
    )

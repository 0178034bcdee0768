"""Pages of things: Relay connections, whose cursors stay good while rows come and go."""

from collections.abc import Callable
from typing import Annotated, Any, Generic, TypeVar

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
    page: strawberry.Private[Page[Any]]
    nodes: list[NodeT] = strawberry.field(description="What is on it.")

    @strawberry.field(description="The same, each with its cursor.")
    def edges(self) -> list[Edge[NodeT]]:
        pairs = zip(self.nodes, self.page.rows, strict=True)
        return [Edge(node=node, cursor=cursor_of(row)) for node, row in pairs]

    @strawberry.field(description="Where this page stands.")
    def page_info(self) -> PageInfo:
        rows = self.page.rows
        return PageInfo(
            has_next_page=self.page.has_next,
            has_previous_page=self.page.has_previous,
            start_cursor=cursor_of(rows[0]) if rows else None,
            end_cursor=cursor_of(rows[-1]) if rows else None,
        )

    @strawberry.field(description="On all pages; counted only when asked for.")
    async def total_count(self) -> int:
        return await self.page.total()


def connection_of(page: Page[RowT], node_of: Callable[[RowT], NodeT]) -> Connection[NodeT]:
    return Connection(page=page, nodes=[node_of(row) for row in page.rows])

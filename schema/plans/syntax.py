"""Walks over a document's syntax tree."""

from collections.abc import Iterator
from typing import Any

from graphql import Node, VariableNode

_CONDITIONS = {"skip", "include"}


def nodes_below(node: Node) -> Iterator[Node]:
    """The node, and everything in it."""
    waiting: list[Any] = [node]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Node):
            yield each
            waiting.extend(getattr(each, key, None) for key in each.keys if key != "loc")
        elif isinstance(each, list | tuple):
            waiting.extend(each)


def condition_variables(*roots: Node) -> tuple[str, ...]:
    """The variables that @skip and @include ask, sorted."""
    conditions = (
        directive
        for root in roots
        for node in nodes_below(root)
        for directive in getattr(node, "directives", None) or ()
        if directive.name.value in _CONDITIONS
    )
    below = (node for directive in conditions for node in nodes_below(directive))
    return tuple(sorted({node.name.value for node in below if isinstance(node, VariableNode)}))

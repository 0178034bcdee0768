"""What came of a request, in a form that shows every difference between a plan and graphql-core."""

import asyncio
import json
from dataclasses import dataclass

from graphql import GraphQLError
from prometheus_client import REGISTRY
from strawberry.types import ExecutionResult


@dataclass
class Outcome:
    """What a client gets, byte for byte, and what was called for it."""

    data: str
    errors: list[str]
    calls: list[str]


async def outcome(result: ExecutionResult, calls: list[str]) -> Outcome:
    """`calls`: the list that resolvers write to."""
    # Where a non-null field failed, its neighbours may still be at work.
    while others := asyncio.all_tasks() - {asyncio.current_task()}:
        await asyncio.wait(others)
    return Outcome(json.dumps(result.data, default=repr), [_told(error) for error in result.errors or []], list(calls))


def _told(error: GraphQLError) -> str:
    cause = error.original_error
    formatted = json.dumps(error.formatted)
    starts = [node.loc.start for node in error.nodes or [] if node.loc]
    return f"{formatted} {type(error).__name__} {type(cause).__name__}: {cause} {starts}"


def planned() -> float:
    """How many operations were run by a plan so far."""
    return REGISTRY.get_sample_value("ostiary_plans_total", {"outcome": "plan"}) or 0.0

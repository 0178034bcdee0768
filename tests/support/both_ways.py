"""Runs one request by graphql-core and by a plan, and tells what each did."""

import asyncio
import json
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLError
from prometheus_client import REGISTRY
from strawberry.types.graphql import OperationType

from schema.enforcement import GuardedSchema


@dataclass
class Outcome:
    """What a client gets, byte for byte, and what was called for it."""

    data: str
    errors: list[str]
    calls: list[str]


async def outcome_of(schema: GuardedSchema, request: Any, context: Any, calls: list[str]) -> Outcome:
    result = await schema.execute(request.document, request.variables, context, allowed_operation_types=OperationType)
    # Where a non-null field failed, its neighbours may still be at work.
    while others := asyncio.all_tasks() - {asyncio.current_task()}:
        await asyncio.wait(others)
    return Outcome(json.dumps(result.data), [told(error) for error in result.errors or []], list(calls))


def told(error: GraphQLError) -> str:
    cause = error.original_error
    formatted = json.dumps(error.formatted)
    return f"{formatted} {type(error).__name__} {type(cause).__name__}: {cause} {[node.loc.start for node in error.nodes or []]}"


def planned() -> float:
    """How many operations were run by a plan so far."""
    return REGISTRY.get_sample_value("ostiary_plans_total", {"outcome": "plan"}) or 0.0

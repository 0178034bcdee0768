"""Counts and times every use of a root field, and draws its span. Decides nothing."""

import time
from collections.abc import Callable
from inspect import isawaitable, iscoroutinefunction
from typing import Any

from graphql import GraphQLField, GraphQLObjectType, GraphQLSchema, GraphQLUnionType, get_named_type
from prometheus_client import Counter

from services import metrics
from services.database import is_unreachable
from services.errors import Denied, InvalidInput
from services.tracing import INVALID_SPAN, Span, is_traced, span

# The fields that sign somebody in, by what the person proves there. Those who succeed are counted by their session.
_METHODS = {
    "signIn": "password",
    "signInWithPhone": "password",
    "signInWithMagicLink": "magic_link",
    "signInWithCode": "sms_code",
    "redeemGrant": "grant",
    "finishPasskeySignIn": "passkey",
    "completeMfa": "second_factor",
}
_SIGNED_IN = "SignedIn"


def observe(schema: GraphQLSchema) -> None:
    for root in (schema.query_type, schema.mutation_type):
        assert root is not None
        for name, field in root.fields.items():
            field.resolve = _observed(root, name, field)


def _observed(root: GraphQLObjectType, name: str, field: GraphQLField) -> Callable[..., Any]:
    resolve = field.resolve
    assert resolve is not None
    place = f"{root.name}.{name}"
    note = _noter(name)

    def observed(source: Any, info: Any, **arguments: Any) -> Any:
        """For a field that may answer at once: at once, but where a span must be drawn around it."""
        began = time.perf_counter()
        if is_traced():
            return traced(began, source, info, arguments)
        try:
            answer = resolve(source, info, **arguments)
        except Exception as fault:
            note(began, _code_of(fault))
            raise
        if isawaitable(answer):
            return awaited(began, answer)
        note(began, _type_of(answer, field))
        return answer

    async def traced(began: float, source: Any, info: Any, arguments: dict[str, Any]) -> Any:
        with span(place) as drawn:
            return await awaited(began, resolve(source, info, **arguments), drawn)

    async def awaited(began: float, answer: Any, drawn: Span = INVALID_SPAN) -> Any:
        outcome = "CANCELLED"
        try:
            answer = await answer if isawaitable(answer) else answer
            outcome = _type_of(answer, field)
        except Exception as fault:
            outcome = _code_of(fault)
            raise
        else:
            return answer
        finally:
            drawn.set_attribute("ostiary.outcome", outcome)
            note(began, outcome)

    async def traced_or_not(source: Any, info: Any, **arguments: Any) -> Any:
        return await traced(time.perf_counter(), source, info, arguments)

    return traced_or_not if iscoroutinefunction(resolve) else observed


def _noter(name: str) -> Callable[[float, str], None]:
    """Notes one use of the field that began then and ended now."""
    seconds = metrics.OPERATION_SECONDS.labels(name)
    counters: dict[str, Counter] = {}

    def note(began: float, outcome: str) -> None:
        seconds.observe(time.perf_counter() - began)
        counter = counters.get(outcome)
        if counter is None:
            counter = counters[outcome] = metrics.OPERATIONS.labels(name, outcome)
        counter.inc()
        if name in _METHODS and outcome != _SIGNED_IN:
            metrics.SIGN_INS.labels(_METHODS[name], outcome).inc()

    return note


def _type_of(answer: Any, field: GraphQLField) -> str:
    """The member of a union; for any other field what it is declared to be."""
    if answer is None:
        return "null"
    named = get_named_type(field.type)
    return str(type(answer).__strawberry_definition__.name if isinstance(named, GraphQLUnionType) else named.name)


def _code_of(fault: Exception) -> str:
    """As the transport tells it."""
    match fault:
        case Denied():
            return fault.code
        case InvalidInput():
            return "BAD_USER_INPUT"
        case _ if is_unreachable(fault):
            return "SERVICE_UNAVAILABLE"
    return "INTERNAL_SERVER_ERROR"

"""Counts and times every use of a root field, and draws its span. Decides nothing."""

import time
from collections.abc import Callable
from inspect import isawaitable
from typing import Any

from graphql import GraphQLField, GraphQLObjectType, GraphQLSchema, GraphQLUnionType, get_named_type

from services import metrics
from services.database import is_unreachable
from services.errors import Denied, InvalidInput
from services.tracing import span

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
    seconds = metrics.OPERATION_SECONDS.labels(name)
    place = f"{root.name}.{name}"

    async def observed(source: Any, info: Any, **arguments: Any) -> Any:
        began, outcome = time.perf_counter(), "CANCELLED"
        with span(place) as drawn:
            try:
                answer = resolve(source, info, **arguments)
                answer = await answer if isawaitable(answer) else answer
                outcome = _type_of(answer, field)
            except Exception as fault:
                outcome = _code_of(fault)
                raise
            else:
                return answer
            finally:
                drawn.set_attribute("ostiary.outcome", outcome)
                seconds.observe(time.perf_counter() - began)
                _count(name, outcome)

    return observed


def _count(name: str, outcome: str) -> None:
    metrics.OPERATIONS.labels(name, outcome).inc()
    if name in _METHODS and outcome != _SIGNED_IN:
        metrics.SIGN_INS.labels(_METHODS[name], outcome).inc()


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

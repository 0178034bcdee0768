"""Counts and times every use of a root field, and draws its span. Decides nothing."""

import time
from collections.abc import Callable
from inspect import isawaitable
from typing import Any

from graphql import GraphQLField, GraphQLSchema, GraphQLUnionType, get_named_type
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

# When a use began, and how it ended.
Note = Callable[[float, str], None]


def observe(schema: GraphQLSchema) -> None:
    for root in (schema.query_type, schema.mutation_type):
        assert root is not None
        for name, field in root.fields.items():
            assert field.resolve is not None
            field.resolve = Observed(f"{root.name}.{name}", field, field.resolve, _noter(name))


class Observed:
    """A root field's resolver, counted and timed. Answers at once where that does, but for a span around it."""

    def __init__(self, place: str, field: GraphQLField, resolve: Callable[..., Any], note: Note) -> None:
        self.resolve = resolve
        self._place, self._field, self._note = place, field, note
        named = get_named_type(field.type)
        self._name = None if isinstance(named, GraphQLUnionType) else named.name

    def around(self, resolve: Callable[..., Any]) -> "Observed":
        """The same of a shorter way to the same answer."""
        return Observed(self._place, self._field, resolve, self._note)

    def __call__(self, source: Any, info: Any, **arguments: Any) -> Any:
        began = time.perf_counter()
        if is_traced():
            return self._traced(began, source, info, arguments)
        try:
            answer = self.resolve(source, info, **arguments)
        except Exception as fault:
            self._note(began, _code_of(fault))
            raise
        if isawaitable(answer):
            return self._awaited(began, answer)
        self._note(began, self._outcome(answer))
        return answer

    async def _traced(self, began: float, source: Any, info: Any, arguments: dict[str, Any]) -> Any:
        with span(self._place) as drawn:
            return await self._awaited(began, self.resolve(source, info, **arguments), drawn)

    async def _awaited(self, began: float, answer: Any, drawn: Span = INVALID_SPAN) -> Any:
        outcome = "CANCELLED"
        try:
            answer = await answer if isawaitable(answer) else answer
            outcome = self._outcome(answer)
        except Exception as fault:
            outcome = _code_of(fault)
            raise
        else:
            return answer
        finally:
            drawn.set_attribute("ostiary.outcome", outcome)
            self._note(began, outcome)

    def _outcome(self, answer: Any) -> str:
        """The member of a union; for any other field what it is declared to be."""
        if answer is None:
            return "null"
        return self._name or str(type(answer).__strawberry_definition__.name)


def _noter(name: str) -> Note:
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

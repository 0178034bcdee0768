"""The plans of one schema: which operation has one, when it is made, and how much room they take together.

An operation is planned when its document comes for the second time, so that a new one costs no more than without plans.
"""

from collections.abc import Awaitable, Container

from cachetools import LRUCache
from graphql import GraphQLSchema
from strawberry.types import ExecutionResult
from strawberry.types.graphql import OperationType

from schema.documents import Documents
from schema.plans.compiling import Reason
from schema.plans.operation import Operation, carry_out
from services.metrics import PLANS

CACHE_BYTES = 16 * 1024 * 1024

_PLANNED = PLANS.labels("plan")
_WALKED = {reason: PLANS.labels(reason) for reason in Reason}

Key = tuple[str, str | None]


class Plans:
    """Keyed by the whole text of a document and the operation's name, so that no two share a plan."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self._operations: LRUCache[Key, Operation] = LRUCache(CACHE_BYTES, getsizeof=lambda known: known.bytes)

    def answer(
        self, schema: GraphQLSchema, key: Key, context: object, variables: object, allowed: Container[OperationType]
    ) -> Awaitable[ExecutionResult] | None:
        """None for what graphql-core is to run, or Strawberry to refuse; nothing has run then."""
        answer = self._answer(schema, key, context, variables, allowed)
        if isinstance(answer, Reason):
            _WALKED[answer].inc()
            return None
        _PLANNED.inc()
        return answer

    def _answer(
        self, schema: GraphQLSchema, key: Key, context: object, variables: object, allowed: Container[OperationType]
    ) -> Awaitable[ExecutionResult] | Reason:
        try:
            operation: Operation | Reason = self._operations[key]
        except KeyError:
            operation = self._meet(schema, key)
        if isinstance(operation, Reason):
            return operation
        if operation.type not in allowed:
            return Reason.REFUSED
        values = operation.variables(variables)
        if isinstance(values, list):
            return Reason.REFUSED
        run = operation.begin(context, values)
        plan, is_new = operation.plan_for(run)
        if is_new:
            # Weighs it anew.
            self._operations[key] = operation
        return plan if isinstance(plan, Reason) else carry_out(plan, run)

    def _meet(self, schema: GraphQLSchema, key: Key) -> Operation | Reason:
        """Only what was parsed, measured and validated before, and found good, is remembered there."""
        source, name = key
        prepared = self._documents.remembered(source)
        if prepared is None:
            return Reason.NEW
        if prepared.may_exceed_nodes:
            return Reason.LIMITS
        named = [each for each in prepared.operations if name is None or (each.name and each.name.value == name)]
        if len(named) != 1:
            return Reason.REFUSED
        self._operations[key] = operation = Operation(schema, prepared.document, named[0])
        return operation

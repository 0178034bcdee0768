"""Turns one operation into a plan, by graphql-core's own reading of its selections. Raises NotCovered, never guesses.

No source text is written and none evaluated: a plan is closures, and what a client wrote stays data in them.
"""

from collections.abc import Mapping
from datetime import date, time, timedelta
from decimal import Decimal
from enum import Enum, StrEnum
from functools import partial
from typing import Any, cast
from uuid import UUID

from graphql import (
    GraphQLField,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    OperationDefinitionNode,
    OperationType,
    VariableNode,
    is_abstract_type,
    is_leaf_type,
)
from graphql.execution.collect_fields import FragmentDetails, collect_fields
from graphql.execution.values import get_argument_values

from schema.plans import completion, steps
from schema.plans.direct import Direct, Method, direct_of
from schema.plans.steps import Arguments, Complete, Fields, Leaf, Place, Run, Step
from schema.plans.syntax import nodes_below

# Fields of a plan, those of every member of a union counted: bounds the time and the room that one takes.
MAX_FIELDS = 500
_INTROSPECTION = {"__schema", "__type"}
# What may be handed to any number of requests.
_UNCHANGING = (str, int, float, bool, type(None), Enum, UUID, date, time, timedelta, Decimal)


class Reason(StrEnum):
    """Why an operation was not run by a plan. docs/metrics.md explains each."""

    NEW = "new"
    REFUSED = "refused"
    LIMITS = "limits"
    CONDITIONS = "conditions"
    TOO_LARGE = "too_large"
    INTROSPECTION = "introspection"
    SUBSCRIPTION = "subscription"
    EXPERIMENTAL = "experimental"
    FAULT = "fault"


class NotCovered(Exception):
    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


class Compiler:
    """For one operation, with the values that its @skip and @include have in `run`."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self.fields = 0
        # Fields so far whose answers come from elsewhere than from what a request remembers.
        self._asks_more = 0

    def operation(self, definition: OperationDefinitionNode, fragments: dict[str, FragmentDetails]) -> Fields:
        """Raises GraphQLError too, where a condition has no value."""
        schema, kind = self._run.schema, definition.operation
        root = schema.get_root_type(kind)
        if root is None or kind is OperationType.SUBSCRIPTION:
            raise NotCovered(Reason.SUBSCRIPTION)
        if definition.directives:
            raise NotCovered(Reason.EXPERIMENTAL)
        selected = collect_fields(schema, fragments, self._run.variable_values, root, definition)
        combine = steps.in_turn if kind is OperationType.MUTATION else steps.together
        return combine(self._steps(root, selected.grouped_field_set))

    def _steps(self, parent: GraphQLObjectType, selected: Mapping[str, list[Any]]) -> list[tuple[str, Step]]:
        self.fields += len(selected)
        if self.fields > MAX_FIELDS:
            raise NotCovered(Reason.TOO_LARGE)
        return [(key, self._step(parent, key, details)) for key, details in selected.items()]

    def _step(self, parent: GraphQLObjectType, key: str, details: list[Any]) -> Step:
        name = details[0].node.name.value
        if name == "__typename":
            return steps.constant(parent.name)
        if name in _INTROSPECTION:
            raise NotCovered(Reason.INTROSPECTION)
        if any(each.defer_usage or each.fragment_variable_values for each in details):
            raise NotCovered(Reason.EXPERIMENTAL)
        place = Place(key, parent, parent.fields[name], details)
        direct = direct_of(place.definition)
        if direct is not None and direct.method is not None:
            return self._method(place, direct.method, direct)
        resolved = self._resolved(place, self._completion(place.definition.type, place))
        if direct is None or not is_leaf_type(_nullable(place.definition.type)):
            self._asks_more += 1
            return resolved
        read = steps.attribute(place, direct.field.python_name, self._leaf(place))
        return steps.visible(read, direct.reveals, resolved) if direct.reveals else read

    def _method(self, place: Place, method: Method, direct: Direct) -> Step:
        above = self._asks_more
        complete = self._completion(place.definition.type, place)
        if direct.shelf is None:
            self._asks_more += 1
        elif self._asks_more == above:
            complete = completion.once(complete, direct.shelf)
        return steps.method(place, method, complete, (direct.reveals, self._resolved(place, complete)))

    def _resolved(self, place: Place, complete: Complete) -> Step:
        resolve = place.definition.resolve or self._run.field_resolver
        return steps.resolved(place, resolve, self._arguments(place), complete)

    def _leaf(self, place: Place) -> Leaf:
        leaf = completion.leaf(cast(Any, _nullable(place.definition.type)))
        return leaf._replace(complete=self._completion(place.definition.type, place))

    def _completion(self, type_: GraphQLOutputType, place: Place) -> Complete:
        if isinstance(type_, GraphQLNonNull):
            return completion.non_null(place, self._present(type_.of_type, place))
        return completion.nullable(self._present(type_, place))

    def _present(self, type_: Any, place: Place) -> Complete:
        """The completion of a value that is not null."""
        if isinstance(type_, GraphQLList):
            return completion.list_of(type_, place, self._completion(type_.of_type, place))
        if is_leaf_type(type_):
            return completion.leaf(type_).complete
        if is_abstract_type(type_):
            members = self._run.schema.get_possible_types(type_)
            return completion.one_of(type_, place, {each.name: self._object(each, place) for each in members})
        return self._object(type_, place)

    def _object(self, type_: GraphQLObjectType, place: Place) -> Complete:
        collected = self._run.collect_subfields(type_, place.details)
        return completion.object_of(type_, place, steps.together(self._steps(type_, collected.grouped_field_set)))

    def _arguments(self, place: Place) -> Arguments | None:
        node = place.details[0].node
        if not place.definition.args:
            return None
        read = partial(_read_arguments, place.definition, node)
        if any(isinstance(each, VariableNode) for argument in node.arguments or () for each in nodes_below(argument)):
            return read
        fixed = read(self._run)
        return (lambda _run: fixed) if all(isinstance(value, _UNCHANGING) for value in fixed.values()) else read


def _read_arguments(definition: GraphQLField, node: Any, run: Run) -> dict[str, Any]:
    return get_argument_values(definition, node, run.variable_values, None, run.hide_suggestions)


def _nullable(type_: GraphQLOutputType) -> GraphQLOutputType:
    return type_.of_type if isinstance(type_, GraphQLNonNull) else type_

"""From a resolver's value to what the client gets: null, leaf, list, object, and which object of a union."""

from collections.abc import Mapping
from enum import Enum
from functools import lru_cache
from types import CoroutineType
from typing import Any, cast

from graphql import (
    GraphQLAbstractType,
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLID,
    GraphQLLeafType,
    GraphQLList,
    GraphQLObjectType,
    GraphQLString,
    Undefined,
)
from graphql.execution.executor import collect_iterator_awaitables, invalid_return_type_error
from graphql.pyutils import Path, is_iterable
from strawberry.execution import optimized_is_awaitable as is_awaitable

from schema.plans.direct import Shelf
from schema.plans.steps import Complete, Fields, Leaf, Place, Run, settled

_AS_THEY_ARE: dict[GraphQLLeafType, type] = {GraphQLString: str, GraphQLID: str, GraphQLBoolean: bool}


# On one shelf: its owner may ask in many ways.
_MOST_ANSWERS = 1_000


class _Nothing:
    """No value is of this class."""


def nullable(inner: Complete) -> Complete:
    """An exception that a resolver returned is raised; null stays null."""

    def complete(run: Run, value: Any, path: Path | None, info: Any) -> Any:
        if isinstance(value, Exception):
            raise value
        return None if value is None or value is Undefined else inner(run, value, path, info)

    return complete


def non_null(place: Place, inner: Complete) -> Complete:
    """The same where null is an error."""
    message = f"Cannot return null for non-nullable field {place.name}."

    def complete(run: Run, value: Any, path: Path | None, info: Any) -> Any:
        if isinstance(value, Exception):
            raise value
        completed = None if value is None or value is Undefined else inner(run, value, path, info)
        if completed is None:
            raise TypeError(message)
        return completed

    return complete


def once(inner: Complete, shelf: Shelf) -> Complete:
    """For an object that a request remembers: what is asked of it is made once for all requests that remember it."""

    def complete(run: Run, value: Any, path: Path | None, info: Any) -> Any:
        answers = shelf(run.context_value)
        if answers is None:
            return inner(run, value, path, info)
        # By the object itself, which the entry keeps alive: its id is nobody else's meanwhile.
        known = answers.get((complete, id(value)))
        if known is not None and known[0] is value:
            return known[1]
        completed = inner(run, value, path, info)
        if type(completed) is dict and not run.collected_errors.errors and len(answers) < _MOST_ANSWERS:
            answers[complete, id(value)] = value, completed
        return completed

    return complete


def leaf(type_: GraphQLLeafType) -> Leaf:
    if isinstance(type_, GraphQLEnumType):
        plain, names = _members(type_)
    else:
        plain, names = _AS_THEY_ARE.get(type_, _Nothing), None

    def complete(run: Run, value: Any, _path: Path | None, _info: Any) -> Any:
        if names is not None and type(value) is plain:
            return names[value]
        return run.complete_leaf_value(type_, value)

    return Leaf(complete, plain, names)


@lru_cache(maxsize=256)
def _members(type_: GraphQLEnumType) -> tuple[type, Mapping[Any, str]]:
    """Strawberry's own class for this enum, and what each of its members is called."""
    members: type[Enum] = cast(Any, type_).wrapped_cls
    return members, {member: type_.coerce_output_value(member) for member in members}


def object_of(type_: GraphQLObjectType, place: Place, fields: Fields) -> Complete:
    """`complete_object_value`."""
    is_type_of = type_.is_type_of
    if is_type_of is None:
        return fields

    def complete(run: Run, value: Any, path: Path | None, info: Any) -> Any:
        verdict = is_type_of(value, info)
        if is_awaitable(verdict):
            return judged(run, value, path, verdict)
        if not verdict:
            raise invalid_return_type_error(type_, value, place.details)
        return fields(run, value, path, info)

    async def judged(run: Run, value: Any, path: Path | None, verdict: Any) -> Any:
        if not await verdict:
            raise invalid_return_type_error(type_, value, place.details)
        completed = fields(run, value, path, None)
        return await completed if type(completed) is CoroutineType else completed

    return complete


def one_of(type_: GraphQLAbstractType, place: Place, members: Mapping[str, Complete]) -> Complete:
    """`complete_abstract_value`: the type says which of its members a value is."""
    resolve_type = type_.resolve_type

    def complete(run: Run, value: Any, path: Path | None, info: Any) -> Any:
        name = (resolve_type or run.type_resolver)(value, info, type_)
        return (
            chosen_later(run, value, path, (name, info))
            if is_awaitable(name)
            else chosen(run, value, path, (name, info))
        )

    def chosen(run: Run, value: Any, path: Path | None, named: tuple[Any, Any]) -> Any:
        name, info = named
        member = run.ensure_valid_runtime_type(name, type_, place.details, info, value)
        return members[member.name](run, value, path, info)

    async def chosen_later(run: Run, value: Any, path: Path | None, named: tuple[Any, Any]) -> Any:
        completed = chosen(run, value, path, (await named[0], named[1]))
        return await completed if type(completed) is CoroutineType else completed

    return complete


def list_of(type_: GraphQLList[Any], place: Place, inner: Complete) -> Complete:
    """`complete_list_value` and `complete_iterable_value`; asynchronous iterables are left to graphql-core."""
    item_type = type_.of_type

    def complete(run: Run, value: Any, path: Path | None, info: Any) -> Any:
        if type(value) is not list and (run.is_async_iterable(value) or not is_iterable(value)):
            return run.complete_list_value(type_, place.details, info, path, value, None)
        results: list[Any] = []
        pending: list[int] = []
        items = iter(value)
        try:
            for index, item in enumerate(items):
                completed = one(run, item, Path(path, index, None), info)
                results.append(completed)
                if type(completed) is CoroutineType:
                    pending.append(index)
        except Exception:
            _settle(run, [*(results[index] for index in pending), *collect_iterator_awaitables(items, is_awaitable)])
            raise
        return settled(results, pending) if pending else results

    def one(run: Run, item: Any, path: Path, info: Any) -> Any:
        """`complete_list_item_value`."""
        if is_awaitable(item):
            return later(run, item, path, info)
        try:
            completed = inner(run, item, path, info)
        except Exception as fault:
            run.handle_field_error(fault, item_type, place.details, path)
            return None
        return guarded(run, completed, path) if type(completed) is CoroutineType else completed

    async def later(run: Run, item: Any, path: Path, info: Any) -> Any:
        """`complete_awaitable_list_item_value`."""
        try:
            completed = inner(run, await item, path, info)
            return await completed if type(completed) is CoroutineType else completed
        except Exception as fault:
            run.handle_field_error(fault, item_type, place.details, path)
            return None

    async def guarded(run: Run, completed: Any, path: Path) -> Any:
        try:
            return await completed
        except Exception as fault:
            run.handle_field_error(fault, item_type, place.details, path)
            return None

    return complete


def _settle(run: Run, awaitables: list[Any]) -> None:
    if awaitables:
        run.settle_in_background(awaitables)

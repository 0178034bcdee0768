"""What a plan is made of: closures that read and complete one field each, as graphql-core's executor would.

Each mirrors the method of the executor that it names: same calls, same order, same awaits, same errors.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import CoroutineType
from typing import Any, NamedTuple

from graphql import GraphQLField, GraphQLObjectType
from graphql.pyutils import Path, gather_with_cancel
from strawberry.execution import optimized_is_awaitable as is_awaitable

from schema.plans.direct import Method, Reveals

# graphql-core's executor of one request.
Run = Any
# One field of a source, below a path; a coroutine where something is awaited.
Step = Callable[[Run, Any, Path | None], Any]
# A resolver's value as the client gets it; raises what the field's error is made of. The last is the field's `info`.
Complete = Callable[[Run, Any, Path | None, Any], Any]
# The completion of an object: a dict of what is asked of it, or a coroutine of that. Its `info` is not looked at.
Fields = Complete
Arguments = Callable[[Run], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Place:
    """One field of a plan: where its value stands in the answer, and what its errors tell."""

    key: str
    parent: GraphQLObjectType
    definition: GraphQLField
    details: list[Any]

    @property
    def nodes(self) -> list[Any]:
        return [each.node for each in self.details]

    @property
    def name(self) -> str:
        return f"{self.parent}.{self.details[0].node.name.value}"

    def path(self, above: Path | None) -> Path:
        return Path(above, self.key, self.parent.name)

    def fail(self, run: Run, fault: Exception, path: Path) -> None:
        """Notes the error where the field may be null, and raises it where it may not."""
        run.handle_field_error(fault, self.definition.type, self.details, path)


class LateInfo:
    """A field's `info`, of which most resolvers ask no more than the context: the rest is made when it is asked for."""

    def __init__(self, run: Run, place: Place, path: Path) -> None:
        self.context = run.context_value
        self._of = run, place, path

    def __getattr__(self, name: str) -> Any:
        run, place, path = self._of
        whole = run.build_resolve_info(place.definition, place.nodes, place.parent, path)
        self.__dict__.update(zip(whole._fields, whole, strict=True))
        return getattr(whole, name)


class Leaf(NamedTuple):
    """How a scalar or an enum is written. A value whose class is `plain` is written by its name, where there are
    `names`, else as it is.
    """

    complete: Complete
    plain: type
    names: Mapping[Any, str] | None


def constant(value: Any) -> Step:
    return lambda _run, _source, _above: value


def attribute(place: Place, name: str, leaf: Leaf) -> Step:
    """`execute_field`, for a leaf whose resolver does no more than read an attribute."""
    complete, plain, names = leaf

    def step(run: Run, source: Any, above: Path | None) -> Any:
        try:
            value = getattr(source, name)
            if type(value) is plain:
                return value if names is None else names[value]
            if is_awaitable(value):
                return _awaited(place, complete, run, value, (place.path(above), None))
            return complete(run, value, None, None)
        except Exception as fault:
            place.fail(run, fault, place.path(above))
            return None

    return step


def visible(read: Step, reveals: Reveals, resolved: Step) -> Step:
    """The same for an attribute that not everybody may read."""

    def step(run: Run, source: Any, above: Path | None) -> Any:
        # Null is left to the whole way: it may not be allowed there.
        return read(run, source, above) if reveals(run.context_value, source) else resolved(run, source, above)

    return step


def method(place: Place, call: Method, complete: Complete, otherwise: tuple[Reveals | None, Step]) -> Step:
    """`execute_field`, for a resolver without arguments: straight to its function, where it is known who may."""
    key, type_name = place.key, place.parent.name
    reveals, resolved = otherwise

    def step(run: Run, source: Any, above: Path | None) -> Any:
        if reveals is not None and not reveals(run.context_value, source):
            return resolved(run, source, above)
        path = Path(above, key, type_name)
        info = LateInfo(run, place, path)
        try:
            value = call(source, info)
            if is_awaitable(value):
                return _awaited(place, complete, run, value, (path, info))
            completed = complete(run, value, path, info)
        except Exception as fault:
            place.fail(run, fault, path)
            return None
        return _guarded(place, run, completed, path) if type(completed) is CoroutineType else completed

    return step


def resolved(place: Place, resolve: Callable[..., Any], arguments: Arguments | None, complete: Complete) -> Step:
    """`execute_field`, for every other field: through the field's own resolver, guards and all."""
    key, parent, definition, nodes = place.key, place.parent, place.definition, place.nodes
    type_name = parent.name

    def step(run: Run, source: Any, above: Path | None) -> Any:
        path = Path(above, key, type_name)
        info = run.build_resolve_info(definition, nodes, parent, path)
        try:
            value = resolve(source, info, **arguments(run)) if arguments else resolve(source, info)
            if is_awaitable(value):
                return _awaited(place, complete, run, value, (path, info))
            completed = complete(run, value, path, info)
        except Exception as fault:
            place.fail(run, fault, path)
            return None
        return _guarded(place, run, completed, path) if type(completed) is CoroutineType else completed

    return step


async def _awaited(place: Place, complete: Complete, run: Run, value: Any, where: tuple[Path, Any]) -> Any:
    """`complete_awaitable_value`."""
    try:
        completed = complete(run, await value, *where)
        return await completed if type(completed) is CoroutineType else completed
    except Exception as fault:
        place.fail(run, fault, where[0])
        return None


async def _guarded(place: Place, run: Run, completed: Any, path: Path) -> Any:
    try:
        return await completed
    except Exception as fault:
        place.fail(run, fault, path)
        return None


def together(steps: list[tuple[str, Step]]) -> Fields:
    """`execute_fields`: every field is begun before any is awaited."""
    fixed = tuple(steps)

    def fields(run: Run, source: Any, path: Path | None, _info: Any) -> Any:
        results: dict[str, Any] = {}
        pending: list[str] = []
        try:
            for key, step in fixed:
                results[key] = value = step(run, source, path)
                if type(value) is CoroutineType:
                    pending.append(key)
        except Exception:
            if pending:
                run.settle_in_background([results[key] for key in pending])
            raise
        return settled(results, pending) if pending else results

    return fields


async def settled(results: Any, pending: list[Any]) -> Any:
    """The dict or list, once what is pending in it is there."""
    if len(pending) == 1:
        results[pending[0]] = await results[pending[0]]
        return results
    for place, value in zip(pending, await gather_with_cancel(*(results[each] for each in pending)), strict=True):
        results[place] = value
    return results


def in_turn(steps: list[tuple[str, Step]]) -> Fields:
    """`execute_fields_serially`: each field of a mutation is done before the next begins."""

    async def fields(run: Run, source: Any, path: Path | None, _info: Any) -> Any:
        results: dict[str, Any] = {}
        for key, step in steps:
            value = step(run, source, path)
            results[key] = await value if type(value) is CoroutineType else value
        return results

    return fields

"""Which fields a plan may read without Strawberry's chain of wrappers, and what that chain would have done for them.

Only where it is known to do nothing else: a field that may answer at once, without arguments, handlers of exceptions or
extensions but the schema's rule.
"""

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol, runtime_checkable

from graphql import GraphQLField, get_named_type, is_abstract_type
from strawberry.types import Info
from strawberry.types.field import StrawberryField

# Strawberry's own names for its resolvers; whoever wraps one gives it another.
_NAMES = {"_get_basic_result", "_resolver"}

# In a field's metadata: that what its resolver answers at once comes from nowhere but what the request remembers, and
# where answers may stand that are made of it.
SHELF = "plans.shelf"
# The shelf of a request's context, for as long as what is remembered holds; None where nothing is.
Shelf = Callable[[Any], dict[Any, Any] | None]

# Whether a field of this source answers more than null in this context; None where it must be resolved to tell.
Reveals = Callable[[Any, Any], bool | None]
# A resolver's own function, given the source and graphql-core's `info`.
Method = Callable[[Any, Any], Any]


@runtime_checkable
class Rule(Protocol):
    """A field's extension that can tell at once what it would do, and does nothing else."""

    def reveals_at_once(self, context: Any, source: Any) -> bool | None: ...


@runtime_checkable
class Watched(Protocol):
    """What watches a field's resolver, and can watch another in its place; does nothing else."""

    resolve: Any

    def around(self, resolve: Method) -> Method: ...


class Direct(NamedTuple):
    """`method` None: an attribute. `reveals` None: for everybody. `shelf` None: answers are made anew each time."""

    field: StrawberryField
    method: Method | None
    reveals: Reveals | None
    shelf: Shelf | None = None


def direct_of(definition: GraphQLField) -> Direct | None:
    field = definition.extensions.get("strawberry-definition")
    resolve: Any = definition.resolve
    watched = resolve if isinstance(resolve, Watched) else None
    name = getattr(watched.resolve if watched else resolve, "__name__", "")
    if not isinstance(field, StrawberryField) or name not in _NAMES:
        return None
    if len(field.extensions) > 1 or not all(isinstance(each, Rule) for each in field.extensions):
        return None
    reveals: Reveals | None = field.extensions[0].reveals_at_once if field.extensions else None  # type: ignore[attr-defined]
    if field.base_resolver is not None:
        # A union's field has handlers that turn a refusal into one of its members.
        method = None if is_abstract_type(get_named_type(definition.type)) else _method_of(field)
        if method is None:
            return None
        return Direct(field, watched.around(method) if watched else method, reveals, field.metadata.get(SHELF))
    return Direct(field, None, reveals) if field.default_resolver is getattr and watched is None else None


def _method_of(field: StrawberryField) -> Method | None:
    resolver = field.base_resolver
    assert resolver is not None
    if field.arguments or resolver.parent_parameter or resolver.root_parameter:
        return None
    takes_self, named = bool(resolver.self_parameter), resolver.info_parameter

    def method(source: Any, raw: Any) -> Any:
        told = {named.name: Info(_raw_info=raw, _field=field)} if named else {}
        return resolver(source, **told) if takes_self else resolver(**told)

    return method

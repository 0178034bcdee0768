"""Writes documents that go as deep as the API allows, on every path of the contract, and walks through their answers.

No path takes the same field twice. Every argument, however deep, is a variable, so that a test can put anything there.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLUnionType,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_required_argument,
    is_required_input_field,
)

from tests.orgs.teams import NOWHERE
from tests.support.documents import contract, root_field

# Objects within each other; the leaf in the last one is the tenth level.
DEPTH = 9
PLAIN = {"ID": NOWHERE, "Int": 1, "Boolean": False, "JSON": {}, "DateTime": "2030-01-01T00:00:00Z"}

Path = tuple[str, ...]
Json = Any


@dataclass
class Nested:
    """A document of one root field. `slots` are the places for a value: a variable, and the way into its input."""

    root: str
    text: str = ""
    arguments: dict[str, GraphQLArgument] = field(default_factory=dict)

    def slots(self) -> Iterator[tuple[Path, GraphQLNamedType]]:
        for name, argument in self.arguments.items():
            yield from _slots((name,), argument.type)

    def variables(self, filled: dict[Path, Json]) -> dict[str, Json]:
        """What is filled in, and plain values where something is required."""
        return {
            name: value
            for name, argument in self.arguments.items()
            if (value := _value((name,), argument.type, filled, needed=is_required_argument(argument))) is not None
        }


@cache
def nested(name: str) -> Nested:
    kind, root = root_field(name)
    document = Nested(name)
    body = _field(document, name, root, parent="", path=())
    declared = ", ".join(f"${variable}: {argument.type}" for variable, argument in document.arguments.items())
    document.text = f"{kind} Nested{f'({declared})' if declared else ''} {{ {body} }}"
    return document


def objects_in(value: Json, where: str = "") -> Iterator[tuple[str, GraphQLObjectType, dict[str, Json]]]:
    """Every object of an answer: where it stands, its type and its fields."""
    if isinstance(value, list):
        for item in value:
            yield from objects_in(item, where)
    elif isinstance(value, dict):
        type_ = contract().type_map.get(value.get("__typename", ""))
        if isinstance(type_, GraphQLObjectType):
            yield where, type_, value
        for name, below in value.items():
            yield from objects_in(below, f"{where}.{name}".lstrip("."))


def _field(document: Nested, name: str, definition: GraphQLField, *, parent: str, path: Path) -> str:
    given = {}
    for argument, each in definition.args.items():
        variable = f"{parent}_{name}_{argument}" if parent else argument
        document.arguments[variable] = each
        given[argument] = f"${variable}"
    arguments = f"({', '.join(f'{argument}: {value}' for argument, value in given.items())})" if given else ""
    named = get_named_type(definition.type)
    if is_leaf_type(named):
        return f"{name}{arguments}"
    return f"{name}{arguments} {_selection(document, named, (*path, f'{parent}.{name}'))}"


def _selection(document: Nested, named: GraphQLNamedType, path: Path) -> str:
    if isinstance(named, GraphQLUnionType):
        members = (f"... on {member.name} {_selection(document, member, path)}" for member in named.types)
        return f"{{ __typename {' '.join(members)} }}"
    assert isinstance(named, GraphQLObjectType), f"This test knows no {named}."
    fields = (
        _field(document, name, each, parent=named.name, path=path)
        for name, each in named.fields.items()
        if is_leaf_type(get_named_type(each.type)) or (len(path) < DEPTH and f"{named.name}.{name}" not in path)
    )
    return f"{{ __typename {' '.join(fields)} }}"


def _slots(path: Path, type_: GraphQLInputType) -> Iterator[tuple[Path, GraphQLNamedType]]:
    bare = get_named_type(type_)
    if not isinstance(bare, GraphQLInputObjectType):
        yield path, bare
        return
    for name, each in bare.fields.items():
        yield from _slots((*path, name), each.type)


def _value(path: Path, type_: GraphQLInputType, filled: dict[Path, Json], *, needed: bool) -> Json:
    bare = get_nullable_type(type_)
    below = any(each[: len(path)] == path for each in filled)
    if not below and not needed:
        return None
    if path in filled:
        return [filled[path]] if isinstance(bare, GraphQLList) else filled[path]
    if isinstance(bare, GraphQLInputObjectType):
        return _input(path, bare, filled)
    if isinstance(bare, GraphQLList):
        return []
    return next(iter(bare.values)) if isinstance(bare, GraphQLEnumType) else PLAIN.get(bare.name, "x")


def _input(path: Path, type_: GraphQLInputObjectType, filled: dict[Path, Json]) -> Json:
    """Of a @oneOf the field that is filled in below, else the first."""
    fields = {name: (each.type, is_required_input_field(each)) for name, each in type_.fields.items()}
    if type_.is_one_of:
        wanted = [name for name in fields if any(each[: len(path) + 1] == (*path, name) for each in filled)]
        chosen = (wanted or list(fields))[0]
        fields = {chosen: (fields[chosen][0], True)}
    values = {name: _value((*path, name), each, filled, needed=needed) for name, (each, needed) in fields.items()}
    return {name: value for name, value in values.items() if value is not None}

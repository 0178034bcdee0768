"""Writes the document for a root field from the printed contract, so that a test names the field and no more."""

from functools import cache
from pathlib import Path

from graphql import (
    GraphQLField,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    build_schema,
    get_named_type,
    is_leaf_type,
)

SDL_PATH = Path(__file__).resolve().parents[2] / "codegen" / "schema.graphql"
DEPTH = 3


@cache
def contract() -> GraphQLSchema:
    return build_schema(SDL_PATH.read_text(encoding="utf-8"), assume_valid=True)


@cache
def document_for(field_name: str) -> str:
    """An operation that passes every argument on as a variable, and asks for plain fields three objects deep."""
    kind, field = root_field(field_name)
    variables = ", ".join(f"${name}: {argument.type}" for name, argument in field.args.items())
    arguments = ", ".join(f"{name}: ${name}" for name in field.args)
    selection = _selection(get_named_type(field.type), ())
    return (
        f"{kind} {field_name[0].upper()}{field_name[1:]}{_in_parentheses(variables)} "
        f"{{ {field_name}{_in_parentheses(arguments)}{selection} }}"
    )


def root_field_names() -> list[str]:
    return [name for root in _roots().values() for name in root.fields]


def _roots() -> dict[str, GraphQLObjectType]:
    roots = {"query": contract().query_type, "mutation": contract().mutation_type}
    return {kind: root for kind, root in roots.items() if root}


def root_field(name: str) -> tuple[str, GraphQLField]:
    for kind, root in _roots().items():
        if name in root.fields:
            return kind, root.fields[name]
    raise LookupError(f"The contract has no root field {name!r}.")


def _selection(named: GraphQLNamedType, path: tuple[str, ...]) -> str:
    if isinstance(named, GraphQLUnionType):
        members = (f"... on {member.name}{_selection(member, path)}" for member in named.types)
        return f" {{ __typename {' '.join(members)} }}"
    if isinstance(named, GraphQLObjectType):
        fields = (_selected(name, field, (*path, named.name)) for name, field in named.fields.items())
        return f" {{ __typename {' '.join(filter(None, fields))} }}"
    return ""


def _selected(name: str, field: GraphQLField, path: tuple[str, ...]) -> str:
    """A field inside an object: left out where it has arguments, goes too deep or leads back to where it came from."""
    named = get_named_type(field.type)
    if is_leaf_type(named):
        return "" if field.args else name
    if field.args or len(path) >= DEPTH or named.name in path:
        return ""
    return f"{name}{_selection(named, path)}"


def _in_parentheses(text: str) -> str:
    return f"({text})" if text else ""

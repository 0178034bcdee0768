"""What holds for the whole contract: everything is described, every mutation answers with its union."""

from collections.abc import Iterator

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLUnionType,
    is_introspection_type,
    is_scalar_type,
)

from tests.support.documents import contract, root_field_names

pytestmark = pytest.mark.one_engine


def own_types() -> list[GraphQLNamedType]:
    return [type_ for type_ in contract().type_map.values() if not is_introspection_type(type_)]


def parts_of(type_: GraphQLNamedType) -> Iterator[tuple[str, str | None]]:
    """The type and all that it holds, each with its description."""
    if not (is_scalar_type(type_) or isinstance(type_, GraphQLUnionType)):
        yield type_.name, type_.description
    match type_:
        case GraphQLEnumType():
            yield from ((f"{type_.name}.{name}", value.description) for name, value in type_.values.items())
        case GraphQLInputObjectType():
            yield from ((f"{type_.name}.{name}", field.description) for name, field in type_.fields.items())
        case GraphQLObjectType() | GraphQLInterfaceType():
            for name, field in type_.fields.items():
                yield f"{type_.name}.{name}", field.description
                yield from ((f"{type_.name}.{name}({key})", each.description) for key, each in field.args.items())


def mutations() -> dict[str, GraphQLField]:
    mutation = contract().mutation_type
    assert mutation
    return mutation.fields


def test_everything_is_described():
    bare = [where for type_ in own_types() for where, description in parts_of(type_) if not description]
    assert not bare, f"GraphiQL is the manual; describe {', '.join(bare)}"


@pytest.mark.parametrize("name", mutations())
def test_a_mutation_answers_with_its_own_union(name: str):
    outcome = mutations()[name].type
    assert isinstance(outcome, GraphQLNonNull)
    assert isinstance(outcome.of_type, GraphQLUnionType)
    assert outcome.of_type.name == f"{name[0].upper()}{name[1:]}Result"


def test_a_refused_query_leaves_its_neighbours_alone():
    query = contract().query_type
    assert query
    for name, field in query.fields.items():
        node = field.ast_node
        assert node
        is_public = any(directive.name.value == "public" for directive in node.directives or ())
        assert is_public or not isinstance(field.type, GraphQLNonNull), f"{name} is guarded, so it must be nullable"
    assert set(query.fields) | set(mutations()) == set(root_field_names())

"""The curated documents that the clients are made of: one for each field of the roots, named as the field is."""

import re
from functools import cache
from pathlib import Path

import pytest
from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLInterfaceType,
    GraphQLUnionType,
    NoUnusedFragmentsRule,
    OperationDefinitionNode,
    get_named_type,
    parse,
    print_ast,
    separate_operations,
    validate,
)

from tests.support.documents import contract, root_field_names

FOLDER = Path(__file__).resolve().parents[2] / "codegen" / "operations"


@cache
def documents() -> DocumentNode:
    return parse("\n".join(path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.graphql"))))


@cache
def operations() -> dict[str, DocumentNode]:
    """Each with the fragments that it uses and no others, as a client sends it."""
    return separate_operations(documents())


def named(field: str) -> str:
    return field[0].upper() + field[1:]


def test_no_document_is_left_over():
    assert set(operations()) == {named(field) for field in root_field_names()}
    assert validate(contract(), documents(), [NoUnusedFragmentsRule]) == []


@pytest.mark.parametrize("field", root_field_names())
def test_a_field_has_its_document(field: str):
    document = operations()[named(field)]
    assert validate(contract(), document) == []
    [operation] = (node for node in document.definitions if isinstance(node, OperationDefinitionNode))
    [root] = operation.selection_set.selections
    assert isinstance(root, FieldNode)
    assert root.name.value == field
    kind = contract().query_type if operation.operation.value == "query" else contract().mutation_type
    assert kind
    definition = kind.fields[field]
    assert {argument.name.value for argument in root.arguments or ()} == set(definition.args)
    outcome = get_named_type(definition.type)
    if isinstance(outcome, GraphQLUnionType):
        successes = {member.name for member in outcome.types if not member.interfaces}
        assert successes <= types_asked_about(document), "a success that the document does not take apart"


def test_problems_are_asked_for_whole():
    document = operations()["SignUp"]
    problem = contract().type_map["Problem"]
    assert isinstance(problem, GraphQLInterfaceType)
    for each in contract().get_possible_types(problem):
        if set(each.fields) - set(problem.fields):
            assert each.name in types_asked_about(document)


def types_asked_about(document: DocumentNode) -> set[str]:
    return set(re.findall(r"\bon (\w+)", print_ast(document)))

"""Documents, as functions of one text: judged by a published code, measured in steps that grow with their length."""

import sys
from contextlib import suppress
from types import FrameType, TracebackType
from typing import Any

from graphql import GraphQLError, OperationDefinitionNode, parse

from schema import build_schema, limits
from schema.documents import Documents
from schema.limits import QueryTooComplex, Ruler, check, check_nodes
from tests.fuzz.oracle import PUBLISHED

SCHEMA = build_schema(is_compiled=False)._schema
DOCUMENTS = Documents(solitary=frozenset({"signUp", "signIn"}), introspection=False, suggestions=False)
# Calls within schema/limits.py for a token of the document; measured: at most 4.
CALLS_PER_TOKEN, CALLS_AT_LEAST = 8, 50


def documents(text: str) -> None:
    """Any document is refused by a published code, or good."""
    try:
        errors = DOCUMENTS.prepare(SCHEMA, text).errors
    except GraphQLError as error:
        errors = (error,)
    assert all((error.extensions or {}).get("code") in PUBLISHED for error in errors), errors


def document_limits(text: str) -> None:
    """However fragments are nested and repeated, measuring a document takes steps in proportion to its length."""
    document = parse(_document_of(text[:500]))
    with _Steps() as steps, suppress(QueryTooComplex):
        ruler = Ruler(SCHEMA, document, frozenset({"signUp"}), variables={"first": len(text)})
        for operation in document.definitions:
            if isinstance(operation, OperationDefinitionNode):
                size = ruler.operation(operation)
                check(operation, size)
                check_nodes(size)
    assert steps.count <= CALLS_AT_LEAST + CALLS_PER_TOKEN * document.token_count, (steps.count, document.token_count)


def _document_of(text: str) -> str:
    """A document that can be parsed, whatever the text: each character adds a field, a spread, an alias, a level."""
    written, open_levels = ["query Q($first: Int) {"], 1
    for character in text:
        name = f"F{ord(character) // 8 % 16}"
        match ord(character) % 8:
            case 0 if open_levels > 1:
                written.append("id }")
                open_levels -= 1
            case 1:
                written.append(f"{name}: orgMembers(first: {ord(character) % 150}) {{ nodes {{")
                open_levels += 2
            case 2 | 3:
                written.append(f"...{name}")
            case 4:
                written.append("... on User @skip(if: false) {")
                open_levels += 1
            case 5:
                written.append("id }" * open_levels + f" fragment {name} on User {{")
                open_levels = 1
            case 6:
                written.append("me { members(first: $first) { nodes {")
                open_levels += 3
            case _:
                written.append("id")
    return " ".join(written) + " id }" * open_levels


class _Steps:
    """Counts the calls of functions in schema/limits.py."""

    def __init__(self) -> None:
        self.count = 0

    def __enter__(self) -> "_Steps":
        self._before = sys.getprofile()
        sys.setprofile(self._count)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        sys.setprofile(self._before)

    def _count(self, frame: FrameType, event: str, argument: Any) -> None:
        self.count += event == "call" and frame.f_code.co_filename == limits.__file__

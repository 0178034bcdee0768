"""docs/operations: each operation with its document and a real answer, which `python -m tests.examples` recorded.

Asks no server.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graphql import FragmentSpreadNode, GraphQLSchema, OperationDefinitionNode, Visitor, parse, print_ast, visit

from codegen.documents import CURATED, CannotGenerate

_ROOT = Path(__file__).parent.parent
ANSWERS = _ROOT / "tests" / "examples" / "answers.json"
FOLDER = _ROOT / "docs" / "operations"
FRAGMENTS = "fragments"
# Where the name of the file with the documents is no heading.
_TITLES = {
    "audit": "The audit log",
    "fragments": "Shared fragments",
    "invites": "Invitations",
    "magic_links": "Magic links",
    "mfa": "Second factors",
    "orgs": "Organisations",
    "site": "Keys and redirect origins",
    "users": "People, for administrators",
}
_INDEX = """# Operations

Every operation with its document, its variables and an answer. The answers come from a running server:
`python -m tests.examples` asks it every operation, and `make codegen` writes these pages. What differs from run to run
is made alike: `…` stands for a token or another random value, codes are 12345678, ids are numbered, and everything
happens on 2 November 2026. Where an answer is a union, any of its problems may come instead: [problems](../errors.md).

A client may send these documents as they are; the [clients](../clients/typescript.md) bring them along. Or it asks for
the fields that it needs. The whole schema is in [schema.graphql](../../codegen/schema.graphql).

| Operation | What it does |
| --- | --- |
"""
_FRAGMENTS = "# Shared fragments\n\nThe documents on the other pages spread these.\n\n```graphql\n{text}\n```\n"

Answers = dict[str, dict[str, Any]]


def generate(schema: GraphQLSchema) -> dict[Path, str]:
    """A page for each file of documents, one for the fragments that they share, and an index."""
    answers: Answers = json.loads(ANSWERS.read_text(encoding="utf-8"))
    pages: dict[Path, str] = {}
    rows: list[str] = []
    for path in sorted(CURATED.glob("*.graphql")):
        text = path.read_text(encoding="utf-8")
        if path.stem == FRAGMENTS:
            pages[FOLDER / "fragments.md"] = _FRAGMENTS.format(text=text.strip())
            continue
        name = f"{path.stem.replace('_', '-')}.md"
        operations = [each for each in parse(text).definitions if isinstance(each, OperationDefinitionNode)]
        sections = [_section(each, schema, answers) for each in operations]
        pages[FOLDER / name] = "\n\n".join([f"# {_title(path.stem)}", *sections]) + "\n"
        rows += [_row(each, schema, name) for each in operations]
    pages[FOLDER / "README.md"] = _INDEX + "\n".join(rows) + "\n"
    return pages


def _title(stem: str) -> str:
    return _TITLES.get(stem, stem.capitalize())


def _row(operation: OperationDefinitionNode, schema: GraphQLSchema, page: str) -> str:
    field, (does, _) = field_of(operation), _told(operation, schema)
    return f"| [`{field}`]({page}#{field.lower()}) | {does} |"


def _section(operation: OperationDefinitionNode, schema: GraphQLSchema, answers: Answers) -> str:
    field, (does, who_may) = field_of(operation), _told(operation, schema)
    if field not in answers:
        raise CannotGenerate(f"No answer of {field} has been recorded: add it to tests/examples, then run it.")
    recorded = answers[field]
    parts = [f"## {field}", does, f"**Who may.** {who_may}", f"```graphql\n{print_ast(operation)}\n```"]
    if spread := ", ".join(f"`{name}`" for name in _spread(operation)):
        parts.append(f"It spreads {spread}, of the [shared fragments]({FRAGMENTS}.md).")
    parts.append(f"Asked {recorded['by']}" + (", with these variables:" if recorded["variables"] else "."))
    if recorded["variables"]:
        parts.append(_json(recorded["variables"]))
    return "\n\n".join([*parts, "The answer:", _json(recorded["answer"])])


def field_of(operation: OperationDefinitionNode) -> str:
    """The root field that a curated document asks for: its own name."""
    assert operation.name
    name = operation.name.value
    return name[0].lower() + name[1:]


def _told(operation: OperationDefinitionNode, schema: GraphQLSchema) -> tuple[str, str]:
    """What the schema says: what the field does, and who may use it how often."""
    root = schema.get_root_type(operation.operation)
    assert root
    description = root.fields[field_of(operation)].description
    assert description
    does, who_may = description.split("\n\n")
    return does.replace("\n", " "), who_may.replace("\n", " ")


def _spread(operation: OperationDefinitionNode) -> Iterator[str]:
    """The shared fragments' names, in the order of their use."""
    found: list[str] = []

    class Finder(Visitor):
        def enter_fragment_spread(self, node: FragmentSpreadNode, *_: Any) -> None:
            found.append(node.name.value)

    visit(operation, Finder())
    return iter(dict.fromkeys(found))


def _json(value: Any) -> str:
    return f"```json\n{json.dumps(value, indent=2, ensure_ascii=False)}\n```"

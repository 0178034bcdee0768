"""The operations that clients are made of: read, checked against the schema, and joined with the fragments they share.

Writes nothing.
"""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    NoUnusedFragmentsRule,
    OperationDefinitionNode,
    Source,
    parse,
    print_ast,
    separate_operations,
    specified_rules,
    strip_ignored_characters,
    validate,
)

CURATED = Path(__file__).parent / "operations"
_SHARED = CURATED / "fragments.graphql"
_RULES = [rule for rule in specified_rules if rule is not NoUnusedFragmentsRule]


class CannotGenerate(Exception):
    """Why nothing was written, in one sentence."""


class GeneratorUnavailable(CannotGenerate):
    """The generator is not on this machine, and could not be fetched."""


def collect(folder: Path, schema: GraphQLSchema) -> str:
    """Every operation under the folder with the fragments that they spread: their own, else curated ones."""
    parsed = [_parsed(path) for path in sorted(folder.rglob("*.graphql"))]
    definitions = [definition for document in parsed for definition in document.definitions]
    operations = [each for each in definitions if isinstance(each, OperationDefinitionNode)]
    if not operations:
        raise CannotGenerate(f"There is no operation in {folder}: it needs *.graphql files.")
    if any(operation.name is None for operation in operations):
        raise CannotGenerate(f"Every operation in {folder} needs a name, since it becomes a method.")
    own = [fragment for document in parsed for fragment in _fragments(document)]
    names = {fragment.name.value for fragment in own}
    shared = [fragment for fragment in _fragments(_parsed(_SHARED)) if fragment.name.value not in names]
    whole = DocumentNode(definitions=(*definitions, *shared))
    if faults := validate(schema, whole, _RULES):
        raise CannotGenerate(_sentence(faults[0]))
    used = {each.name.value for document in separate_operations(whole).values() for each in _fragments(document)}
    kept = [fragment for fragment in (*own, *shared) if fragment.name.value in used]
    return "\n\n".join(map(print_ast, [*operations, *kept])) + "\n"


def texts_in(collected: str) -> list[str]:
    """Each operation as every client of ours sends it: without a blank too many, its fragments behind it by name."""
    return [in_one(document) for document in separate_operations(parse(collected)).values()]


def in_one(document: DocumentNode) -> str:
    operation = [each for each in document.definitions if isinstance(each, OperationDefinitionNode)]
    fragments = sorted(_fragments(document), key=lambda fragment: fragment.name.value)
    return strip_ignored_characters("\n".join(map(print_ast, [*operation, *fragments])))


def manifest(texts: Iterable[str]) -> str:
    """SHA-256 to document, which is what TRUSTED_DOCUMENTS and the tools of clients read."""
    by_id = {hashlib.sha256(text.encode()).hexdigest(): text for text in texts}
    return json.dumps(by_id, indent=2, sort_keys=True) + "\n"


def _parsed(path: Path) -> DocumentNode:
    try:
        return parse(Source(path.read_text(encoding="utf-8"), str(path)))
    except GraphQLError as error:
        raise CannotGenerate(_sentence(error)) from None
    except (OSError, ValueError) as error:
        raise CannotGenerate(f"{path} cannot be read: {error}.") from None


def _fragments(document: DocumentNode) -> list[FragmentDefinitionNode]:
    return [each for each in document.definitions if isinstance(each, FragmentDefinitionNode)]


def _sentence(error: GraphQLError) -> str:
    place = error.locations[0] if error.locations else None
    source = error.source.name if error.source else "document"
    return f"{source}:{place.line}:{place.column}: {error.message}" if place else f"{source}: {error.message}"

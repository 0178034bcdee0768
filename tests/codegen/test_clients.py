"""What is generated for clients: one text for a document in every language, and the same code for threads."""

import json
import re
from pathlib import Path

from graphql import build_schema, parse, validate

from codegen import documents, python, typescript
from schema import build_schema as build_own
from server.trusted import digest_of

MANIFEST: dict[str, str] = json.loads((Path(documents.__file__).parent / "trusted_documents.json").read_text())


def sent_by_typescript() -> set[str]:
    """Each operation with its fragments, as src/document.ts joins them."""
    source = typescript.DOCUMENTS.read_text(encoding="utf-8")
    fragments = {
        name: json.loads(text) for name, text in re.findall(r"^const (\w+) = (\".*\");$", source, re.MULTILINE)
    }
    calls = re.findall(r"document<[^>]*>\((\".*?[^\\]\")((?:, \w+)*)\);$", source, re.MULTILINE)
    return {json.loads(text) + "".join(fragments[name] for name in names.split(", ")[1:]) for text, names in calls}


def sent_by_python() -> set[str]:
    path = python.PACKAGE / "generated" / "operations.py"
    return set(python.texts_in({"operations.py": path.read_text(encoding="utf-8")}))


def test_both_clients_send_what_the_manifest_trusts():
    assert sent_by_python() == set(MANIFEST.values())
    assert sent_by_typescript() == set(MANIFEST.values())


def test_each_is_known_by_its_digest_and_valid():
    schema = build_schema(build_own().as_str())
    for digest, text in MANIFEST.items():
        assert digest_of(text) == digest
        assert validate(schema, parse(text)) == []


def test_an_own_fragment_wins_over_a_shared_one(tmp_path: Path):
    (tmp_path / "a.graphql").write_text("query A { me { ...UserFields } } fragment UserFields on User { id }")
    collected = documents.collect(tmp_path, build_own()._schema)
    assert documents.texts_in(collected) == ["query A{me{...UserFields}}fragment UserFields on User{id}"]


def test_nothing_asynchronous_is_left_in_what_is_for_threads():
    for path in [*python.PACKAGE.rglob("sync.py"), python.PACKAGE / "generated" / "client.py"]:
        code = re.sub(r'""".*?"""', "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.search(r"async|await", code, re.IGNORECASE), path

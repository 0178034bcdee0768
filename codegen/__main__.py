"""`python -m codegen` writes every generated file anew; `--check` writes none, and exits with 1 where one is stale."""

import argparse
import difflib
import sys
from collections.abc import Callable
from pathlib import Path

from zxcvbn.frequency_lists import FREQUENCY_LISTS

from codegen import access, commands, documents, examples, licences, problem_pages, python, sdl, settings, typescript
from codegen.documents import CannotGenerate, GeneratorUnavailable
from codegen.node import NodeUnavailable
from schema import build_schema
from schema.enforcement import GuardedSchema

FOLDER = Path(__file__).parent
README = FOLDER.parent / "README.md"
COMMANDS = FOLDER.parent / "docs" / "cli.md"
# The package itself makes twelve megabytes of them in each process.
COMMON_PASSWORDS = FOLDER.parent / "services" / "passwords.txt"
GENERATORS: dict[str, Callable[[GuardedSchema], str]] = {
    "schema.graphql": sdl.generate,
    "access.md": access.generate,
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m codegen", description="Write every generated file anew.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail where a file is stale")
    arguments = parser.parse_args()
    schema = build_schema()
    fresh = {FOLDER / name: generate(schema) for name, generate in GENERATORS.items()}
    fresh[COMMANDS] = commands.generate()
    fresh[README] = settings.place(_written(README))
    fresh[COMMON_PASSWORDS] = "\n".join([*FREQUENCY_LISTS["passwords"], ""])
    fresh |= problem_pages.generate(schema._schema)
    try:
        fresh[licences.PAGE] = licences.generate()
        fresh |= examples.generate(schema._schema)
        fresh |= clients(schema, fresh[FOLDER / "schema.graphql"])
    except CannotGenerate as reason:
        print(reason, file=sys.stderr)
        return 1
    return check(fresh) if arguments.check else write(fresh)


def clients(schema: GuardedSchema, contract: str) -> dict[Path, str]:
    """The files of the clients, and the manifest of what they send."""
    curated = documents.collect(documents.CURATED, schema._schema)
    fresh = {FOLDER / "trusted_documents.json": documents.manifest(documents.texts_in(curated))}
    try:
        fresh |= python.own_files(contract, curated)
    except GeneratorUnavailable as reason:
        print(f"Python was left out: {reason}", file=sys.stderr)
    try:
        fresh[typescript.DOCUMENTS] = typescript.own_documents(contract)
    except NodeUnavailable as reason:
        print(f"TypeScript was left out: {reason}.", file=sys.stderr)
    return fresh


def write(fresh: dict[Path, str]) -> int:
    """A file that would be empty is removed."""
    for path, text in fresh.items():
        if text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        else:
            path.unlink(missing_ok=True)
    return 0


def check(fresh: dict[Path, str]) -> int:
    """0 where every file says what would be written; else 1, with the differing lines."""
    stale = [path for path, text in fresh.items() if _written(path) != text or path.exists() is not bool(text)]
    for path in stale:
        sys.stdout.writelines(_difference(path, fresh[path]))
    if stale:
        print(f"Run `make codegen`: {', '.join(path.name for path in stale)} out of date.", file=sys.stderr)
    return int(bool(stale))


def _written(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _difference(path: Path, text: str) -> list[str]:
    before, after = _written(path).splitlines(keepends=True), text.splitlines(keepends=True)
    return list(difflib.unified_diff(before, after, path.name, f"{path.name} (fresh)", n=1))


if __name__ == "__main__":
    sys.exit(main())

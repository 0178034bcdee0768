"""`ostiary codegen`: a typed client for an application's own documents, written whole or not at all."""

import json
import subprocess
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from codegen import documents, python, typescript
from codegen.documents import CannotGenerate
from codegen.node import NodeUnavailable
from schema import build_schema
from server.cli.console import fail

_CURATED_MANIFEST = Path(__file__).parent / "trusted_documents.json"
_MANIFEST = "trusted_documents.json"


class Language(StrEnum):
    TYPESCRIPT = "typescript"
    PYTHON = "python"


def codegen(
    *,
    language: Annotated[Language, typer.Option(help="What the application is written in.")],
    operations: Annotated[Path, typer.Option(help="The folder of its *.graphql documents.")],
    out: Annotated[Path, typer.Option(help="The folder to write.")],
) -> None:
    """Write a typed client for documents of your own, and the manifest that lets a server trust them."""
    schema = build_schema()
    try:
        collected = documents.collect(operations, schema._schema)
        write = _in_python if language is Language.PYTHON else _in_typescript
        files, texts = write(schema.as_str(), collected)
    except CannotGenerate as reason:
        fail(str(reason), code=2)
    files[_MANIFEST] = documents.manifest([*texts, *_sent_by_every_session()])
    try:
        _write(out, files)
    except OSError as error:
        fail(f"{out} cannot be written: {error.strerror}.", code=2)
    typer.echo(f"{len(files)} files are in {out}.")


def _in_python(contract: str, collected: str) -> tuple[dict[str, str], Iterable[str]]:
    files = python.generate(contract, collected)
    return files, python.texts_in(files)


def _in_typescript(contract: str, collected: str) -> tuple[dict[str, str], Iterable[str]]:
    with TemporaryDirectory() as name:
        given, written = Path(name, "given"), Path(name, "written")
        given.mkdir()
        (given / "documents.graphql").write_text(collected, encoding="utf-8")
        try:
            typescript.generate(contract, given, written)
        except FileNotFoundError:
            raise CannotGenerate("TypeScript clients need codegen/typescript, which a checkout has.") from None
        except NodeUnavailable as reason:
            raise CannotGenerate(f"TypeScript clients need Node and its packages: {reason}.") from None
        except subprocess.CalledProcessError as fault:
            raise CannotGenerate(f"graphql-codegen failed: {fault.stderr.strip()}") from None
        files = {path.name: path.read_text(encoding="utf-8") for path in written.iterdir()}
    return files, documents.texts_in(collected)


def _sent_by_every_session() -> Iterable[str]:
    """Renewing tokens is no document of the application's, and yet must be trusted."""
    curated = json.loads(_CURATED_MANIFEST.read_text(encoding="utf-8"))
    return [text for text in curated.values() if text.startswith("mutation Refresh(")]


def _write(out: Path, files: Mapping[str, str]) -> None:
    """What an earlier run wrote and this one does not is removed."""
    out.mkdir(parents=True, exist_ok=True)
    for path in out.glob("*.py"):
        if path.name not in files and path.read_text(encoding="utf-8").startswith(python.MARK):
            path.unlink()
    for name, text in files.items():
        (out / name).write_text(text, encoding="utf-8")

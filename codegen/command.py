"""`ostiary codegen`: a typed client for an application's own documents, written whole or not at all."""

import json
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from codegen import documents, python
from codegen.documents import CannotGenerate
from schema import build_schema
from server.cli.console import fail

_CURATED_MANIFEST = Path(__file__).parent / "trusted_documents.json"
_MANIFEST = "trusted_documents.json"
_TEXTS: Mapping[str, Callable[[Mapping[str, str]], Iterable[str]]] = {"python": python.texts_in}
_GENERATORS: Mapping[str, Callable[[str, str], dict[str, str]]] = {"python": python.generate}


class Language(StrEnum):
    PYTHON = "python"


def codegen(
    *,
    language: Annotated[Language, typer.Option(help="What the application is written in.")],
    operations: Annotated[Path, typer.Option(help="The folder of its *.graphql documents.")],
    out: Annotated[Path, typer.Option(help="The folder to write, which becomes the package.")],
) -> None:
    """Write a typed client for documents of your own, and the manifest that lets a server trust them."""
    schema = build_schema()
    try:
        collected = documents.collect(operations, schema._schema)
        files = _GENERATORS[language](schema.as_str(), collected)
        texts = [*_TEXTS[language](files), *_sent_by_every_session()]
        _write(out, {**files, _MANIFEST: documents.manifest(texts)})
    except CannotGenerate as error:
        fail(str(error), code=2)
    except OSError as error:
        fail(f"{out} cannot be written: {error.strerror}.", code=2)
    typer.echo(f"{len(files)} files and {_MANIFEST} are in {out}.")


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

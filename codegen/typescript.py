"""Typed documents in TypeScript, ours and those of an application. Under Node graphql-codegen writes them."""

import tempfile
from pathlib import Path

from codegen import node

DOCUMENTS = node.FOLDER / "src" / "documents.ts"
_OPERATIONS = Path(__file__).parent / "operations"
# Enums that clients meet in errors only, so that no operation mentions them.
_ENUMS = ("FaultCode", "FaultReason")


def generate(schema_sdl: str, operations_dir: Path, out_dir: Path) -> None:
    """Writes `documents.ts` for an application's own operations, which run on the client of @ostiary/client."""
    out_dir.mkdir(parents=True, exist_ok=True)
    text = _generated(schema_sdl, operations_dir, runtime="@ostiary/client")
    (out_dir / "documents.ts").write_text(text, encoding="utf-8")


def own_documents(schema_sdl: str) -> str:
    """The text of DOCUMENTS. Raises NodeUnavailable, as does `generate`."""
    return _generated(schema_sdl, _OPERATIONS, "./document.js", *_ENUMS)


def _generated(schema_sdl: str, operations_dir: Path, runtime: str, *enums: str) -> str:
    node.install()
    with tempfile.TemporaryDirectory() as folder:
        schema, out = Path(folder, "schema.graphql"), Path(folder, "documents.ts")
        schema.write_text(schema_sdl, encoding="utf-8")
        node.run("scripts/generate.mjs", schema, operations_dir.resolve(), out, runtime, *enums)
        return out.read_text(encoding="utf-8")

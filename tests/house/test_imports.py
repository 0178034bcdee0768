"""What import-linter cannot see: who reads the environment, and the one door to Strawberry below the schema."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def modules_of(*layers: str) -> list[Path]:
    return [path for layer in layers for path in sorted((ROOT / layer).rglob("*.py"))]


def names_in(path: Path) -> Iterator[str]:
    """Every attribute and every imported name, the latter with its module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Attribute(attr=name):
                yield name
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=module, names=names):
                yield from (f"{module}.{alias.name}" for alias in names)


@pytest.mark.parametrize("layer", ["models", "services", "resolvers", "schema", "codegen"])
def test_only_the_server_reads_the_environment(layer: str):
    for path in modules_of(layer):
        readers = {
            name for name in names_in(path) if name.split(".")[-1] in {"environ", "environb", "getenv", "getenvb"}
        }
        assert not readers, f"{path.relative_to(ROOT)} reads the environment: {readers}"


def test_resolvers_use_nothing_of_strawberry_but_its_data_loader():
    for path in modules_of("resolvers"):
        used = {name for name in names_in(path) if name.split(".")[0] == "strawberry"}
        assert used <= {"strawberry.dataloader.DataLoader"}, f"{path.relative_to(ROOT)} uses {used}"

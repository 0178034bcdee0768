"""Our flat top-level names stay ours, and what is packaged is what is there."""

import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = set(tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"])
TOP_LEVEL = {name for name in PACKAGES if "." not in name}


def test_no_installed_distribution_provides_one_of_our_names():
    installed = packages_distributions()
    for name in TOP_LEVEL | {"tests", "benchmarks"}:
        assert set(installed.get(name, [])) <= {"ostiary"}, f"{installed[name]} would hide our {name}/"


def test_pyproject_lists_every_package():
    folders = {path.parent.relative_to(ROOT) for name in TOP_LEVEL for path in (ROOT / name).rglob("__init__.py")}
    # The Python client is a distribution of its own, built from within.
    others = {"node_modules", "ostiary_client"}
    ours = {".".join(folder.parts) for folder in folders if others.isdisjoint(folder.parts)}
    assert ours == PACKAGES

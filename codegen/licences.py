"""docs/licences.md: the licence of each package that a server installs, told from what is installed. Judges none."""

import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

from codegen.documents import CannotGenerate

ROOT = Path(__file__).resolve().parents[1]
CONSTRAINTS = ROOT / "constraints-runtime.txt"
PAGE = ROOT / "docs" / "licences.md"
_PINNED = re.compile(r"^([\w.-]+)==(\S+)", re.MULTILINE)
# What packages say that name no SPDX expression. A plain BSD tells not of how many clauses.
_SPDX = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "ISC License": "ISC",
    "MIT License": "MIT",
}
# Those that say nothing of it, and those that some systems only install; read from their licence files.
_READ = {
    "aiocache": "BSD-3-Clause",
    "async-timeout": "Apache-2.0",
    "colorama": "BSD-3-Clause",
    "uvloop": "Apache-2.0 OR MIT",
}
_HEAD = """# Licences

What a server installs beside Ostiary, from `constraints-runtime.txt`, by SPDX's names where the package tells one.
Written by `make codegen`. A test refuses a licence that would bind who passes Ostiary on to more than naming it and
publishing changes to that package's own files.

| Package | Version | Licence |
| --- | --- | --- |
"""


def generate() -> str:
    return _HEAD + "".join(
        f"| {name} | {' or '.join(versions)} | {licence_of(name)} |\n" for name, versions in sorted(_pinned().items())
    )


def _pinned() -> dict[str, list[str]]:
    """The versions of each package; more than one where that depends on Python's."""
    pinned: dict[str, list[str]] = {}
    for name, version in _PINNED.findall(CONSTRAINTS.read_text(encoding="utf-8")):
        pinned.setdefault(name, []).append(version)
    return pinned


def licence_of(name: str) -> str:
    """An SPDX expression, if the package allows to tell; CannotGenerate where nothing is known."""
    if name in _READ:
        return _READ[name]
    try:
        told = metadata(name)
    except PackageNotFoundError:
        raise CannotGenerate(f"{name} is not installed, so that its licence is not known here.") from None
    classified = [
        each.rpartition(" :: ")[2] for each in told.get_all("Classifier", []) if each.startswith("License ::")
    ]
    for said in (told["License-Expression"], told["License"], *classified):
        # Some packages put the whole text there.
        if said and len(said) < 60:
            return str(_SPDX.get(said, said))
    raise CannotGenerate(f"{name} does not tell its licence: read it, and note it in codegen/licences.py.")

"""Puts a peer's packages into build/, from its lock or its floors; once, until these change."""

import shutil
import subprocess
import sys
from pathlib import Path

from codegen import node
from tests.support.processes import ROOT

_HERE = Path(__file__).parent
_BUILT = ROOT / "build" / "peers"


def installed(name: str) -> Path:
    """A copy of the peer's folder beside its packages: `node_modules`, or `.venv`."""
    folder = _BUILT / name
    shutil.copytree(
        _HERE / name, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("node_modules", "__pycache__")
    )
    if (folder / "package-lock.json").exists():
        node.install(folder)
    else:
        _install_python(folder)
    return folder


def _install_python(folder: Path) -> None:
    floors, mark = (folder / "requirements.txt").read_text(), folder / ".venv" / "installed.txt"
    if mark.exists() and mark.read_text() == floors:
        return
    _uv("venv", "--clear", "--python", sys.executable, ".venv", folder=folder)
    # Named, since uv would otherwise take the environment that this process runs in.
    own = folder / ".venv" / "bin" / "python"
    _uv("pip", "install", "--python", str(own), "--requirement", "requirements.txt", folder=folder)
    mark.write_text(floors)


def _uv(*command: str, folder: Path) -> None:
    subprocess.run([sys.executable, "-m", "uv", *command, "--quiet"], cwd=folder, check=True)

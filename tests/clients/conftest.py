"""The npm packages that the drills of this folder use; without Node or the registry they are skipped, and say why."""

import fcntl
import subprocess
from pathlib import Path

import pytest

from codegen import node


@pytest.fixture(scope="session")
def client_package() -> Path:
    """The folder of @ostiary/client, built: by one worker of the test run, while the others wait."""
    with (node.FOLDER / "package.json").open() as guarded:
        fcntl.flock(guarded, fcntl.LOCK_EX)
        install_packages(node.FOLDER)
        run_node("node_modules/typescript/bin/tsc")
    return node.FOLDER


def install_packages(folder: Path) -> None:
    try:
        node.install(folder)
    except node.NodeUnavailable as reason:
        pytest.skip(str(reason))


def run_node(*command: str | Path, folder: Path = node.FOLDER) -> str:
    """What it prints; what it complains of fails the test."""
    try:
        return node.run(*command, folder=folder)
    except subprocess.CalledProcessError as fault:
        pytest.fail(f"node {' '.join(map(str, command))}\n{fault.stdout}{fault.stderr}")

"""Runs `ostiary` commands that may fail, as an operator's shell would."""

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.support.processes import STARTING_SECONDS, clean_environment
from tests.support.server import Server


@dataclass(frozen=True)
class Outcome:
    exit_code: int
    printed: str
    complaint: str


def attempt(*arguments: str, settings: Mapping[str, object], folder: Path, typed: str = "") -> Outcome:
    """`typed` is what comes in by a pipe."""
    done = subprocess.run(
        [sys.executable, "-m", "server", *arguments],
        cwd=folder,
        env=clean_environment(settings),
        input=typed,
        capture_output=True,
        text=True,
        timeout=STARTING_SECONDS,
    )
    return Outcome(done.returncode, done.stdout, done.stderr.strip())


def attempt_beside(server: Server, *arguments: str, typed: str = "") -> Outcome:
    """With the settings of a running server, in its folder."""
    return attempt(*arguments, settings=server.settings, folder=server.log_path.parent, typed=typed)

"""The files to deploy with name only settings and commands that there are; systemd reads its unit without a fault."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.main import get_command

from server.__main__ import app
from server.settings import PREFIX, Settings
from tests.support.processes import ROOT

DEPLOY = ROOT / "docs" / "deploy"
YAML = (ROOT / "compose.yaml", DEPLOY / "kubernetes.yaml")
PLAIN = (ROOT / "Dockerfile", ROOT / "compose.yaml", *sorted(DEPLOY.iterdir()))


@pytest.mark.parametrize("path", PLAIN, ids=lambda path: path.name)
def test_every_setting_that_is_named_exists(path: Path):
    named = set(re.findall(rf"{PREFIX}([A-Z_]+)", path.read_text()))
    assert named <= {name.upper() for name in Settings.model_fields}


@pytest.mark.parametrize("path", YAML, ids=lambda path: path.name)
def test_every_command_and_option_exists(path: Path):
    commands = [command for command in found_commands(list(yaml.safe_load_all(path.read_text()))) if is_ours(command)]
    assert commands
    for name, *options in commands:
        command = get_command(app).commands[name]  # type: ignore[attr-defined]
        known = {option for each in command.params for option in (*each.opts, *each.secondary_opts)}
        assert {option for option in options if option.startswith("--")} <= known, (name, options)


def found_commands(node: Any) -> Iterator[list[str]]:
    """Every `command` and `args` in a document."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("command", "args"):
                yield value
            else:
                yield from found_commands(value)
    elif isinstance(node, list):
        for value in node:
            yield from found_commands(value)


def is_ours(command: list[str]) -> bool:
    return command[0] in {"run", "worker", "migrate"}


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not on this machine")
def test_systemd_reads_the_unit(tmp_path: Path):
    unit = tmp_path / "ostiary.service"
    unit.write_text((DEPLOY / "ostiary.service").read_text().replace("/opt/ostiary/bin/ostiary", sys.executable))
    done = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, timeout=30)
    assert (done.returncode, done.stderr) == (0, "")

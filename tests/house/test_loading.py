"""What a server's start loads, and what waits for somebody to ask: a start is short, and an idle server small."""

import json
import subprocess
import sys

import pytest

from server.loading import LATE
from tests.house.test_imports import ROOT

pytestmark = pytest.mark.one_engine

# Other commands, their tables and progress bars, drivers of other databases, and what only tests and tools need.
NEVER = {
    "asyncmy", "asyncpg", "codegen", "ijson", "opentelemetry.sdk", "pygments", "redis",
    "resolvers.imports", "rich", "server.cli.doctor",
    "server.cli.tables", "tortoise.migrations", "zxcvbn",
}  # fmt: skip
# Tells which modules have run once the application stands as `ostiary run` makes it, and how late ones answer then.
PROGRAM = """
import json, sys
from server.loading import LATE, load
load("server.cli.serving:run")
load("server.cli.serving:_application")(load("server.settings:Settings")(), delivers=True)
loaded = [name for name, module in sys.modules.items() if type(module).__name__ != "_LateModule"]
late = {name: [hasattr(sys.modules[name], "nothing"), type(sys.modules[name]).__name__] for name in LATE}
print(json.dumps([loaded, late]))
"""


def test_a_server_loads_what_it_needs_and_the_rest_when_it_is_asked_for():
    command = [sys.executable, "-c", PROGRAM]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    loaded, late = json.loads(printed)
    assert "server.app" in loaded
    assert set(loaded) & (NEVER | LATE) == set()
    assert late == {name: [False, "module"] for name in LATE}

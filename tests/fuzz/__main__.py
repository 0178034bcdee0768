"""`make fuzz`: operations by schemathesis, then each parser by atheris for a while. Names after it pick some.

make fuzz ARGS="operations --cases 1000"
make fuzz ARGS="redirect_targets cursors --seconds 300"
"""

import argparse
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from tests.fuzz.operations import explore_anew
from tests.fuzz.parsers import parsers
from tests.fuzz.tokens import Tokens
from tests.support.server import Launcher

OPERATIONS = "operations"
# A document of the most that a request may hold is tested elsewhere.
LONGEST_TEXT = 2_000


def main() -> int:
    with Tokens() as tokens:
        seeds = {name: parser.seeds for name, parser in parsers(tokens).items()}
    asked = _arguments([OPERATIONS, *seeds])
    failed = 0
    for name in asked.names or [OPERATIONS, *seeds]:
        if name == OPERATIONS:
            _operations(asked.cases)
        else:
            failed += not _survives(name, seeds[name], asked.seconds)
    return failed


def _arguments(names: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=f"Among {', '.join(names)}.")
    parser.add_argument("names", nargs="*", choices=[*names, []], metavar="name", help="all, unless named")
    parser.add_argument("--seconds", type=int, default=60, help="for each parser")
    parser.add_argument("--cases", type=int, default=10_000, help="operations in all")
    return parser.parse_args()


def _operations(cases: int) -> None:
    with tempfile.TemporaryDirectory(prefix="ostiary-fuzz-") as folder:
        launcher = Launcher(Path(folder), cluster_url=None, prefix="fuzz")
        try:
            explore_anew(launcher.start(), cases)
        finally:
            launcher.stop_all()


def _survives(name: str, seeds: tuple[str, ...], seconds: int) -> bool:
    """Whether atheris, in a process of its own that libFuzzer ends, found nothing in that time."""
    if find_spec("atheris") is None:
        sys.exit("atheris is not installed: pip install -e '.[fuzz]'. It is built for some systems only.")
    with tempfile.TemporaryDirectory(prefix="ostiary-fuzz-") as folder:
        for number, seed in enumerate(seeds):
            (Path(folder) / str(number)).write_bytes(seed.encode("utf-8", "surrogateescape"))
        limits = [
            f"-max_total_time={seconds}",
            f"-max_len={LONGEST_TEXT}",
            "-timeout=10",
            f"-artifact_prefix={folder}/",
        ]
        command = [sys.executable, "-m", "tests.fuzz.coverage_guided", name, folder, *limits]
        print(f"\n{name}, {seconds} seconds", flush=True)
        return subprocess.run(command, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())

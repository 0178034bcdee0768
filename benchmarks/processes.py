"""Real processes, started as an operator starts them: how long until they answer, and how much memory they hold."""

import os
import re
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from benchmarks.machine import wait_for

_KIB = 1024


@dataclass(frozen=True)
class Memory:
    """MiB of all its processes: RSS counts what they share each time, PSS once."""

    rss: float
    pss: float


class Running:
    """A command in a process group of its own, once it has answered at `url` for the first time."""

    def __init__(self, command: Sequence[str], *, folder: Path, environment: Mapping[str, str], url: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        began = time.perf_counter()
        with (folder / "bench.log").open("ab") as log:
            self._child = subprocess.Popen(
                command, cwd=folder, env={**os.environ, **environment}, stdout=log, stderr=log, start_new_session=True
            )
        self.url = url
        wait_for(url, self._child)
        self.seconds_to_start = time.perf_counter() - began

    def memory(self) -> Memory:
        told = [_memory_of(process) for process in self._processes()]
        return Memory(sum(rss for rss, _ in told), sum(pss for _, pss in told))

    def _processes(self) -> list[Path]:
        """All of its group."""
        found = []
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                if int(stat.read_text().rpartition(")")[2].split()[2]) == self._child.pid:
                    found.append(stat.parent)
        return found

    def stop(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._child.pid, signal.SIGKILL)
        self._child.wait()


def _memory_of(process: Path) -> tuple[float, float]:
    told = (process / "smaps_rollup").read_text()
    rss, pss = (re.search(rf"^{name}:\s+(\d+) kB", told, re.MULTILINE) for name in ("Rss", "Pss"))
    assert rss is not None, told
    assert pss is not None, told
    return int(rss[1]) / _KIB, int(pss[1]) / _KIB

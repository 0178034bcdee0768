"""Becomes `python -m server …` from a process that has imported it: a second saved at each of some hundred starts.

What runs is the same `main`, in a process of its own; the standard library's fork server does the rest.
"""

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

_fork_server = multiprocessing.get_context("forkserver")
_fork_server.set_forkserver_preload(["tests.support.preloaded"])


class WarmProcess:
    """As much of subprocess.Popen as the tests use."""

    def __init__(
        self,
        *arguments: str,
        folder: Path,
        environment: Mapping[str, str],
        output: Path,
        complaints: Path | None = None,
        typed: Path = Path(os.devnull),
    ) -> None:
        self.args = ("ostiary", *arguments)
        files = (typed, output, complaints or output)
        self._process = _fork_server.Process(target=_become, args=(arguments, folder, dict(environment), files))
        self._process.start()

    @property
    def pid(self) -> int:
        assert self._process.pid
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        """As Popen tells it: negative for a signal, None while it runs."""
        return self._process.exitcode

    def poll(self) -> int | None:
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        self._process.join(timeout)
        if self.returncode is None:
            raise subprocess.TimeoutExpired(self.args, timeout or 0)
        return self.returncode

    def terminate(self) -> None:
        self._process.terminate()


def _become(arguments: tuple[str, ...], folder: Path, environment: Mapping[str, str], files: tuple[Path, ...]) -> None:
    os.setsid()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    for descriptor, path in enumerate(files):
        opened = os.open(path, os.O_RDONLY if descriptor == 0 else os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(opened, descriptor)
        os.close(opened)
    sys.stdin = os.fdopen(0)
    sys.stdout = os.fdopen(1, "w", buffering=1)
    sys.stderr = os.fdopen(2, "w", buffering=1)
    sys.argv = ["ostiary", *arguments]
    # Here, in the new process, where it is imported already; and not in the tests, which have no use for it.
    from server.__main__ import main  # noqa: PLC0415

    main()

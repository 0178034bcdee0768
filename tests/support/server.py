"""The server under test: the one that ships, in a process of its own, over a database that is new."""

import itertools
from collections.abc import Mapping
from pathlib import Path

import httpx

from tests.support.api import Api
from tests.support.database import Database, create_database
from tests.support.processes import Process, Redis, clean_environment, free_port, run_cli
from tests.support.warm import WarmProcess

SECRET_KEY = "A-secret-for-tests-only-0123456789-abcdefghij"


class Server(Process):
    """A running `ostiary run`. What a test may want of it: `url`, `api`, `database`, `redis`, `log`, `cli`."""

    def __init__(self, *arguments: str, settings: Mapping[str, object], folder: Path, redis: Redis | None) -> None:
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.settings = {"PUBLIC_URL": self.url, **settings}
        self.database = Database(str(settings["DATABASE_URL"]))
        self.redis = redis
        self.api = Api(self.url)
        log_path = folder / "server.log"
        address = ("--host", "127.0.0.1", "--port", str(self.port))
        environment = clean_environment(self.settings)
        child = WarmProcess("run", *address, *arguments, folder=folder, environment=environment, output=log_path)
        super().__init__(child, log_path=log_path)
        self.wait_until(self.is_ready)

    def is_ready(self) -> bool:
        try:
            return httpx.get(f"{self.url}/health/ready", trust_env=False, verify=False).status_code == httpx.codes.OK
        except httpx.TransportError:
            return False

    def cli(self, *arguments: str) -> str:
        """Runs an `ostiary` command with this server's settings, and answers what it printed."""
        return run_cli(*arguments, settings=self.settings, folder=self.log_path.parent)


class Launcher:
    """Starts servers for one worker of the test run, on its engine, and remembers them until they are stopped."""

    def __init__(self, folder: Path, *, cluster_url: str | None, prefix: str) -> None:
        self.running: list[Server] = []
        self._folder = folder
        self._cluster_url = cluster_url
        self._prefix = prefix
        self._numbers = itertools.count(1)
        self._redises: list[Redis] = []

    def start(self, *arguments: str, **settings: object) -> Server:
        """A server with these settings (names without OSTIARY_) over the test settings, and a database of its own."""
        folder = self._new_folder()
        redis = self._new_redis(folder) if self._cluster_url and "REDIS_URL" not in settings else None
        if redis:
            settings["REDIS_URL"] = redis.url
        if "DATABASE_URL" not in settings:
            settings["DATABASE_URL"] = self._new_database(folder)
        server = Server(*arguments, settings=settings_for_tests(**settings), folder=folder, redis=redis)
        self.running.append(server)
        return server

    def new_migrated_database(self) -> str:
        """The URL of a database with every table and no row, for tests of services in this process."""
        folder = self._new_folder()
        url = self._new_database(folder)
        run_cli("migrate", settings=settings_for_tests(DATABASE_URL=url), folder=folder)
        return url

    def stop(self, server: Server) -> None:
        self.running.remove(server)
        server.stop()
        if server.redis:
            server.redis.stop()

    def stop_all(self) -> None:
        for server in list(self.running):
            self.stop(server)
        for redis in self._redises:
            redis.stop()

    def _new_folder(self) -> Path:
        folder = self._folder / str(next(self._numbers))
        folder.mkdir(parents=True)
        return folder

    def _new_redis(self, folder: Path) -> Redis:
        self._redises.append(Redis(folder))
        return self._redises[-1]

    def _new_database(self, folder: Path) -> str:
        if self._cluster_url:
            return create_database(self._cluster_url, f"{self._prefix}_{folder.name}")
        return f"sqlite://{folder / 'ostiary.db'}"


def settings_for_tests(**settings: object) -> dict[str, object]:
    """Development mode, cheap hashes and no rate limits, unless the test says otherwise. None leaves a setting out."""
    usual = {"ENV": "development", "SECRET_KEY": SECRET_KEY, "BCRYPT_COST": 4, "RATE_LIMITS": "off"}
    return {name: value for name, value in {**usual, **settings}.items() if value is not None}

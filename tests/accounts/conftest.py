"""What the tests of accounts start from."""

from collections.abc import Callable

import pytest

from tests.support.people import Person, sign_up_verified
from tests.support.server import Server


@pytest.fixture
def newcomer(server: Server) -> Callable[[], Person]:
    """Somebody new, verified and signed in, each time it is called."""
    return lambda: sign_up_verified(server.api)


@pytest.fixture
def person(newcomer: Callable[[], Person]) -> Person:
    return newcomer()


@pytest.fixture
def open_server(make_server) -> Server:
    """Nobody need verify an address."""
    return make_server(REQUIRE_VERIFICATION="false")


@pytest.fixture
def mute_server(make_server) -> Server:
    """Sends no mail, and so asks for no proof."""
    return make_server(REQUIRE_VERIFICATION="false", MAIL="off")

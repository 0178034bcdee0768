"""What the tests of phones start from: servers on which signing in by phone is switched on."""

import pytest

from tests.phones.callers import METHODS
from tests.support.people import Person, make_staff
from tests.support.server import Server


@pytest.fixture(scope="module")
def server(make_server) -> Server:
    """With every method; the budget of a whole test run is no matter here."""
    return make_server(SIGN_IN_METHODS=METHODS, SMS_BUDGET_PER_HOUR=1_000_000)


@pytest.fixture(scope="module")
def open_server(make_server) -> Server:
    """Nobody need verify a number."""
    return make_server(SIGN_IN_METHODS=METHODS, SMS_BUDGET_PER_HOUR=1_000_000, REQUIRE_PHONE_VERIFICATION="false")


@pytest.fixture(scope="module")
def admin(server: Server) -> Person:
    """Of the whole site; one for each module, since the command line takes its time."""
    return make_staff(server)

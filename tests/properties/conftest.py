"""What properties start from: a server with every way in, and somebody of every rank on it."""

import pytest

from tests.phones.callers import METHODS
from tests.support.people import Person, make_staff
from tests.support.server import Server


@pytest.fixture(scope="module")
def server(make_server) -> Server:
    every_way = {"SIGN_IN_METHODS": f"{METHODS},passkey", "SMS_BUDGET_PER_HOUR": 1_000_000}
    # However slow a walk is, the predecessor of a refresh token is within its grace.
    return make_server(LOCKOUT="off", INVITE_EXISTING="ask", REFRESH_GRACE="1h", **every_way)


@pytest.fixture(scope="module")
def staff(server: Server) -> Person:
    """A site admin, signed in just now."""
    return make_staff(server)

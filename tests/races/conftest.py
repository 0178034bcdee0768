"""What races start from: how many requests meet how often, and servers with every way in."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.phones.callers import METHODS
from tests.support.people import PASSWORD, Person, make_staff, new_email, sign_in
from tests.support.server import Server

SETTINGS = {"SIGN_IN_METHODS": f"{METHODS},passkey", "SMS_BUDGET_PER_HOUR": 1_000_000, "LOCKOUT": "off"}


@dataclass(frozen=True)
class Size:
    """`workers` is how many processes the requests meet in."""

    requests: int
    rounds: int
    workers: int


@pytest.fixture(scope="module", params=["quick", pytest.param("drill", marks=pytest.mark.drill)])
def size(request) -> Size:
    if request.param == "quick":
        return Size(requests=20, rounds=2, workers=1)
    return Size(requests=50, rounds=request.config.getoption("--rounds"), workers=2)


@pytest.fixture(scope="module")
def server(make_server, size: Size) -> Server:
    """Somebody who has an account is asked before they join."""
    return make_server("--workers", str(size.workers), INVITE_EXISTING="ask", **SETTINGS)


@pytest.fixture(scope="module")
def open_server(make_server, size: Size) -> Server:
    """Nobody need verify anything, and no mail is sent."""
    open_to_all = {"REQUIRE_VERIFICATION": "false", "REQUIRE_PHONE_VERIFICATION": "false", "MAIL": "off"}
    return make_server("--workers", str(size.workers), **open_to_all, **SETTINGS)


@pytest.fixture(scope="module")
def api(server: Server):
    return server.api


@pytest.fixture(scope="module")
def database(server: Server):
    return server.database


@pytest.fixture(scope="module")
def admin(server: Server) -> Person:
    return make_staff(server)


@pytest.fixture(scope="module")
def newcomer(server: Server, admin: Person) -> Callable[[], Person]:
    """Somebody new and verified, each time it is called: made by an administrator, which spares a mail."""

    def arrive() -> Person:
        wish = {"email": new_email(), "password": PASSWORD, "emailVerified": True}
        made = admin.api.run("createUser", input=wish)
        assert made["__typename"] == "User", made
        return sign_in(server.api, made["email"])

    return arrive

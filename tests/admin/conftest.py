"""What the tests of site administration start from: staff of each rank, and people to act on."""

from collections.abc import Callable

import pytest

from tests.support.people import Person, make_staff, sign_in, sign_up_verified
from tests.support.server import Server


@pytest.fixture(scope="session")
def staff_emails(server: Server) -> dict[str, str]:
    return {role: make_staff(server, role=role).email for role in ("admin", "moderator")}


@pytest.fixture
def admin(server: Server, staff_emails: dict[str, str]) -> Person:
    """Signed in just now, and so fresh."""
    return sign_in(server.api, staff_emails["admin"])


@pytest.fixture
def moderator(server: Server, staff_emails: dict[str, str]) -> Person:
    return sign_in(server.api, staff_emails["moderator"])


@pytest.fixture
def newcomer(server: Server) -> Callable[..., Person]:
    """Somebody new, verified and signed in, each time it is called."""
    return lambda **more: sign_up_verified(server.api, **more)


@pytest.fixture
def person(newcomer: Callable[..., Person]) -> Person:
    return newcomer()

"""What the tests of second factors start from."""

from collections.abc import Callable

import pytest

from tests.accounts.conftest import newcomer, open_server, person
from tests.second_factors.factors import Guarded, new_guarded
from tests.support.api import Api
from tests.support.database import Database
from tests.support.people import Person, make_staff
from tests.support.server import Server

__all__ = ["newcomer", "open_server", "person"]


@pytest.fixture
def new_person(api: Api, database: Database) -> Callable[[], Guarded]:
    """Somebody new with a second factor, each time it is called."""
    return lambda: new_guarded(api, database)


@pytest.fixture(scope="module")
def site_admin(server: Server) -> Person:
    return make_staff(server)


@pytest.fixture
def guarded(new_person: Callable[[], Guarded]) -> Guarded:
    return new_person()

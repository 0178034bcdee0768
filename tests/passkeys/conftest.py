"""What the tests of passkeys start from."""

import pytest

from tests.accounts.conftest import newcomer, person
from tests.passkeys.ceremonies import add
from tests.support.authenticator import Authenticator
from tests.support.people import Person
from tests.support.server import Server

__all__ = ["newcomer", "person"]


@pytest.fixture
def authenticator(server: Server) -> Authenticator:
    """In a browser that shows a page of ours."""
    return Authenticator(server.url)


@pytest.fixture
def holder(person: Person, authenticator: Authenticator) -> Person:
    """Somebody with a passkey, which the authenticator holds."""
    add(person, authenticator)
    return person

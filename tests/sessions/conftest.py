"""What the tests of sessions start from."""

import pytest

from tests.accounts.conftest import newcomer, open_server, person
from tests.support.api import Api
from tests.support.server import Server

__all__ = ["newcomer", "open_server", "person"]


@pytest.fixture
def browser(server: Server) -> Api:
    """A page of our own origin: tokens travel as cookies, which its jar keeps."""
    return server.api.with_headers(Ostiary_Session="cookie", Origin=server.url)

"""A server where every way in is open, and a fake provider to come through."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.pages.visitor import Visitor
from tests.pages.windows import Window
from tests.providers.fakes import CLIENT_ID, CLIENT_SECRET, Fakes
from tests.support.server import Server

METHODS = "password,magic_link,provider,passkey,phone_password,sms_code"


@pytest.fixture
def window(browser: Browser) -> Iterator[Window]:
    """Without scripts."""
    window = Window(browser)
    yield window
    window.context.close()


@pytest.fixture(scope="session")
def every_fake() -> Iterator[Fakes]:
    fakes = Fakes()
    yield fakes
    fakes.close()


@pytest.fixture
def fakes(every_fake: Fakes) -> Fakes:
    every_fake.reset()
    return every_fake


@pytest.fixture
def open_server(make_server: Callable[..., Server], every_fake: Fakes) -> Server:
    return make_server(
        SIGN_IN_METHODS=METHODS,
        OIDC_ACME_CLIENT_ID=CLIENT_ID,
        OIDC_ACME_CLIENT_SECRET=CLIENT_SECRET,
        OIDC_ACME_ISSUER=every_fake.issuer("acme"),
    )


@pytest.fixture
def guest(open_server: Server) -> Visitor:
    """A stranger there."""
    return Visitor(open_server)

"""A server that knows every provider, each of them played by a local stand-in."""

from collections.abc import Callable, Iterator

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.providers.browsing import APP, Browser
from tests.providers.fakes import APPLE_KEY, CLIENT_ID, CLIENT_SECRET, OPENID, Fakes
from tests.support.server import Server

SOCIAL = ("google", "github", "facebook", "twitter", "discord")


@pytest.fixture(scope="session")
def every_fake() -> Iterator[Fakes]:
    fakes = Fakes()
    yield fakes
    fakes.close()


@pytest.fixture
def fakes(every_fake: Fakes) -> Fakes:
    every_fake.reset()
    return every_fake


@pytest.fixture(scope="session")
def provider_settings(every_fake: Fakes) -> dict[str, object]:
    settings: dict[str, object] = {"ALLOWED_REDIRECT_ORIGINS": APP}
    for name in SOCIAL:
        start = f"OAUTH_{name.upper()}"
        settings |= {f"{start}_CLIENT_ID": CLIENT_ID, f"{start}_CLIENT_SECRET": CLIENT_SECRET}
        settings[f"{start}_BASE_URL"] = every_fake.issuer(name)
    pem = APPLE_KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    settings |= {
        "OAUTH_APPLE_CLIENT_ID": CLIENT_ID,
        "OAUTH_APPLE_TEAM_ID": "TEAM1",
        "OAUTH_APPLE_KEY_ID": "KEY1",
        "OAUTH_APPLE_PRIVATE_KEY": pem.replace("\n", "\\n"),
        "OAUTH_APPLE_BASE_URL": every_fake.issuer("apple"),
    }
    for name in OPENID[2:]:
        start = f"OIDC_{name.upper()}"
        settings |= {f"{start}_CLIENT_ID": CLIENT_ID, f"{start}_CLIENT_SECRET": CLIENT_SECRET}
        settings[f"{start}_ISSUER"] = every_fake.issuer(name)
    return settings


@pytest.fixture
def server(make_server: Callable[..., Server], provider_settings: dict[str, object]) -> Server:
    return make_server(**provider_settings)


@pytest.fixture
def browser(server: Server, fakes: Fakes) -> Browser:
    return Browser(server)

"""Where the server may be sent to ask, and how long and how much it listens."""

import socket
import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx
import pytest
import trustme

from services.oauth.faults import InvalidAnswer, ProviderUnavailable
from services.oauth.fetching import Fetcher
from services.oauth.public_transport import PublicTransport, is_public
from tests.providers.fakes import Fakes

pytestmark = pytest.mark.one_engine


@pytest.fixture
def fakes() -> Iterator[Fakes]:
    fakes = Fakes()
    yield fakes
    fakes.close()


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "2002:7f00:1::",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
    ],
)
def test_an_address_that_is_not_public(address: str):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "140.82.121.4", "2606:4700::1111", "64:ff9b::101:101"])
def test_an_address_that_is_public(address: str):
    assert is_public(address)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", "127.1", "169.254.169.254", "nowhere.invalid"]
)
async def test_production_asks_nobody_at_home(host: str):
    with pytest.raises((ProviderUnavailable, InvalidAnswer)):
        await Fetcher(is_lenient=False).get(f"https://{host}/")


async def test_production_asks_by_https_alone(fakes: Fakes):
    with pytest.raises(InvalidAnswer, match="not https"):
        await Fetcher(is_lenient=False).get(f"{fakes.url}/acme/jwks")
    assert fakes.asked == []


async def test_one_private_address_among_public_ones_is_too_many(monkeypatch: pytest.MonkeyPatch, fakes: Fakes):
    """The name server is not ours, so it may say anything."""
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 0)) for address in ("1.1.1.1", "127.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(ProviderUnavailable, match="not public"):
        await Fetcher(is_lenient=False).get("https://issuer.example.com/")


@pytest.mark.parametrize("url", ["http://", "https://exa mple.com/", "ftp://example.com/", "https://[::1/", "nonsense"])
async def test_an_address_that_is_none(url: str):
    with pytest.raises((ProviderUnavailable, InvalidAnswer)):
        await Fetcher(is_lenient=True).get(url)


async def test_development_asks_this_machine(fakes: Fakes):
    assert (await Fetcher(is_lenient=True).get(f"{fakes.url}/acme/jwks"))["keys"]


@pytest.fixture
def tls_port() -> Iterator[tuple[int, ssl.SSLContext]]:
    """A server for the name `localhost`, with a context that trusts whoever vouches for it."""
    authority, trusting = trustme.CA(), ssl.create_default_context()
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(serving)
    authority.configure_trust(trusting)
    with HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        server.socket = serving.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port, trusting
        server.shutdown()


def everything(_address: str) -> bool:
    return True


async def test_the_certificate_is_of_the_name_and_not_of_the_address(tls_port: tuple[int, ssl.SSLContext]):
    port, trusting = tls_port
    async with httpx.AsyncClient(transport=PublicTransport(everything, verify=trusting)) as client:
        assert (await client.get(f"https://localhost:{port}/")).status_code == httpx.codes.NOT_IMPLEMENTED
        with pytest.raises(httpx.ConnectError, match="certificate"):
            await client.get(f"https://127.0.0.1:{port}/")


async def test_a_certificate_that_nobody_vouches_for_is_refused(tls_port: tuple[int, ssl.SSLContext]):
    async with httpx.AsyncClient(transport=PublicTransport(everything)) as client:
        with pytest.raises(httpx.ConnectError, match="certificate"):
            await client.get(f"https://localhost:{tls_port[0]}/")

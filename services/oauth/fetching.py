"""Requests to providers: bounded in time and size, to public addresses over https, and never redirected elsewhere.

In development http and loopback are allowed too, for providers that run on the same machine.
"""

import asyncio
import ipaddress
import socket
from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from typing import Any

import httpx
import orjson

from services.tracing import asking

# Seconds for all that one step of a sign-in asks of a provider, together.
PATIENCE = 8.0
_LARGEST = 1024 * 1024
_HEADERS = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "Ostiary"}


class ProviderUnavailable(Exception):
    """Away, too slow, or failing by its own account."""


class InvalidAnswer(Exception):
    """An answer that no honest, working provider gives."""


@asynccontextmanager
async def patience() -> AsyncIterator[None]:
    """Around everything that one step asks of a provider: ProviderUnavailable once that takes too long."""
    try:
        async with asyncio.timeout(PATIENCE):
            yield
    except TimeoutError:
        raise ProviderUnavailable("took too long") from None


class Fetcher:
    """`is_lenient`: http, and addresses that are not public, are allowed."""

    def __init__(self, *, is_lenient: bool) -> None:
        self._is_lenient = is_lenient

    async def get(self, url: str, *, access_token: str | None = None) -> Any:
        """The JSON that is there."""
        headers = {"Authorization": f"Bearer {access_token}"} if access_token else {}
        return await self._ask("GET", url, headers=headers)

    async def post(self, url: str, form: Mapping[str, str], *, auth: httpx.BasicAuth | None = None) -> Any:
        """The JSON that answers a form."""
        return await self._ask("POST", url, data=form, auth=auth)

    async def _ask(self, method: str, url: str, **request: Any) -> Any:
        try:
            with asking("provider"):
                async with self._client() as client, client.stream(method, url, **request) as response:
                    return _parsed(response, await _body_of(response))
        except httpx.InvalidURL:
            raise InvalidAnswer("names an address that is none") from None
        except httpx.HTTPError as error:
            raise ProviderUnavailable(type(error).__name__) from None

    def _client(self) -> httpx.AsyncClient:
        # A client for each request: a connection kept open could serve another name at the same address.
        transport = httpx.AsyncHTTPTransport() if self._is_lenient else PublicTransport()
        return httpx.AsyncClient(transport=transport, headers=_HEADERS, timeout=PATIENCE, trust_env=False)


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet."""
    parsed = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(parsed, ipaddress.IPv6Address):
        # Addresses that carry one of IPv4 lead there: mapped, 6to4, and through a NAT64 gateway (RFC 6052).
        inner = parsed.ipv4_mapped or parsed.sixtofour
        if inner is not None or parsed in ipaddress.ip_network("64:ff9b::/96"):
            return is_public(str(inner or ipaddress.IPv4Address(int(parsed) & 0xFFFFFFFF)))
    return parsed.is_global and not parsed.is_multicast


class PublicTransport(httpx.AsyncHTTPTransport):
    """Connects to the very address that it found acceptable, so that a second look-up cannot name another.

    The certificate is checked against the name.
    """

    def __init__(self, accepts: Callable[[str], bool] = is_public, **options: Any) -> None:
        super().__init__(**options)
        self._accepts = accepts

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.scheme != "https":
            raise InvalidAnswer("names an address that is not https")
        host = request.url.host
        addresses = await _addresses_of(host)
        if not addresses or not all(map(self._accepts, addresses)):
            raise ProviderUnavailable("is at an address that is not public")
        request.extensions = {**request.extensions, "sni_hostname": host}
        for address in addresses[:-1]:
            request.url = request.url.copy_with(host=address)
            with suppress(httpx.ConnectError):
                return await super().handle_async_request(request)
        request.url = request.url.copy_with(host=addresses[-1])
        return await super().handle_async_request(request)


# Threads of its own: a name server that hangs must not hold up what else runs in threads.
_resolvers = ThreadPoolExecutor(4, "resolve")


async def _addresses_of(host: str) -> list[str]:
    loop = asyncio.get_running_loop()
    try:
        found = await loop.run_in_executor(_resolvers, lambda: socket.getaddrinfo(host, None, type=socket.SOCK_STREAM))
    except (OSError, UnicodeError):
        raise ProviderUnavailable("has a name that does not resolve") from None
    return [str(entry[4][0]) for entry in found]


async def _body_of(response: httpx.Response) -> bytes:
    body = bytearray()
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) > _LARGEST:
            raise InvalidAnswer("is too large")
    return bytes(body)


def _parsed(response: httpx.Response, body: bytes) -> Any:
    if response.status_code >= 500 or response.status_code == 429:
        raise ProviderUnavailable(f"answered {response.status_code}")
    if not response.is_success:
        raise InvalidAnswer(f"answered {response.status_code}")
    try:
        return orjson.loads(body)
    except ValueError:
        raise InvalidAnswer("is not JSON") from None

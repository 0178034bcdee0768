"""Requests to providers: bounded in time and size, to public addresses over https, and never redirected elsewhere.

In development http and loopback are allowed too, for providers that run on the same machine.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import httpx
import orjson

from services.oauth import public_transport
from services.oauth.faults import InvalidAnswer, ProviderUnavailable
from services.tracing import asking

# Seconds for all that one step of a sign-in asks of a provider, together.
PATIENCE = 8.0
_LARGEST = 1024 * 1024
_HEADERS = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "Ostiary"}


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
        transport = httpx.AsyncHTTPTransport() if self._is_lenient else public_transport.PublicTransport()
        return httpx.AsyncClient(transport=transport, headers=_HEADERS, timeout=PATIENCE, trust_env=False)


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

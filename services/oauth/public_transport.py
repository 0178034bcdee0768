"""Connects over https to addresses of the open internet alone, whatever a name resolves to."""

import asyncio
import ipaddress
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import httpx

from services.oauth.faults import InvalidAnswer, ProviderUnavailable


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

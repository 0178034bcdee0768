"""What lies between a client and the server: counts what goes over it, and loses answers when told to."""

import json
from collections import Counter

import httpx


class Network:
    """One for both kinds of client. `lose` is how many answers of that operation never arrive."""

    def __init__(self, *, lose: dict[str, int] | None = None) -> None:
        self.sent: Counter[str] = Counter()
        self._to_lose = Counter(lose or {})

    def client(self) -> httpx.Client:
        return httpx.Client(transport=_Sync(self), timeout=30)

    def async_client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(transport=_Async(self), timeout=30)

    def note(self, request: httpx.Request) -> bool:
        """Whether its answer gets lost."""
        operation = json.loads(request.content).get("operationName")
        self.sent[operation] += 1
        self._to_lose[operation] -= 1
        return self._to_lose[operation] >= 0


class _Sync(httpx.HTTPTransport):
    def __init__(self, network: Network) -> None:
        super().__init__()
        self._network = network

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        is_lost = self._network.note(request)
        response = super().handle_request(request)
        if is_lost:
            raise httpx.ReadError("the answer was lost")
        return response


class _Async(httpx.AsyncHTTPTransport):
    def __init__(self, network: Network) -> None:
        super().__init__()
        self._network = network

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        is_lost = self._network.note(request)
        response = await super().handle_async_request(request)
        if is_lost:
            raise httpx.ReadError("the answer was lost")
        return response

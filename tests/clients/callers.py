"""Both Python clients under one handle, so that each test runs against either."""

import asyncio
import inspect
from collections.abc import Callable, Coroutine
from typing import Any

from ostiary_client import AsyncClient, Client
from tests.clients.networks import Network

KINDS = ["async", "sync"]


class Caller:
    """A client whose every method is awaited, whichever kind it is; a plain one runs in a thread."""

    def __init__(self, kind: str, url: str, *, network: Network | None = None, **options: Any) -> None:
        network = network or Network()
        self.client = (
            AsyncClient(url, http=network.async_client(), **options)
            if kind == "async"
            else Client(url, http=network.client(), **options)
        )

    def __getattr__(self, name: str) -> Callable[..., Coroutine[Any, Any, Any]]:
        method = getattr(self.client, name)

        async def call(*arguments: Any, **named: Any) -> Any:
            if inspect.iscoroutinefunction(method):
                return await method(*arguments, **named)
            return await asyncio.to_thread(method, *arguments, **named)

        return call

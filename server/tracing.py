"""Traces by OpenTelemetry, where the standard variable OTEL_EXPORTER_OTLP_ENDPOINT says where they go; else nothing.

Spans carry names of ours: routes, fields, tables. Never an address, a variable, a token or a statement's text.
"""

import asyncio
import functools
import importlib
import importlib.util
import os
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any

from opentelemetry import propagate, trace
from opentelemetry.context import attach, detach
from opentelemetry.trace import SpanKind
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from tortoise.backends.base.client import BaseDBAsyncClient

from services.tracing import span

_ENDPOINTS = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
_EXPORTER = "opentelemetry.exporter.otlp"
_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})
_EXECUTES = ("execute_query", "execute_query_dict", "execute_insert", "execute_many", "execute_script")
_TABLE = re.compile(r'\b(?:FROM|INTO|UPDATE)\s+["`]?(\w+)', re.IGNORECASE)


def is_wanted() -> bool:
    return any(os.environ.get(name) for name in _ENDPOINTS) and os.environ.get("OTEL_SDK_DISABLED") != "true"


def is_possible() -> bool:
    """Whether the extra packages are installed: `ostiary[tracing]`."""
    return all(importlib.util.find_spec(name) for name in ("opentelemetry.sdk", _EXPORTER))


@asynccontextmanager
async def exporting() -> AsyncIterator[None]:
    """Around the life of a process that has its database: sends its spans, the last ones too."""
    if not is_wanted():
        yield
        return
    # Only now: the SDK and its exporter take memory that a server without traces keeps.
    exporter = importlib.import_module("server.tracing_export")
    provider = exporter.start()
    _draw_statements(BaseDBAsyncClient)
    try:
        yield
    finally:
        await asyncio.to_thread(provider.shutdown)


class TracingMiddleware:
    """A span for each request, below the caller's where it sends one (W3C Trace Context)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        token = attach(propagate.extract(Headers(scope=scope)))
        try:
            await self._traced(scope, receive, send)
        finally:
            detach(token)

    async def _traced(self, scope: Scope, receive: Receive, send: Send) -> None:
        method = scope["method"] if scope["method"] in _METHODS else "_OTHER"
        with span(method, SpanKind.SERVER, **{"http.request.method": method}) as drawn:

            async def send_noting_status(message: Message) -> None:
                if message["type"] == "http.response.start":
                    drawn.set_attribute("http.response.status_code", message["status"])
                await send(message)

            try:
                await self._app(scope, receive, send_noting_status)
            finally:
                if route := _route_of(scope):
                    drawn.update_name(f"{method} {route}")
                    drawn.set_attribute("http.route", route)


def _route_of(scope: Scope) -> str | None:
    """The path as it is written in our routes; None for a path that a stranger made up."""
    if "endpoint" not in scope:
        return None
    path = str(scope["path"])
    for name, value in scope.get("path_params", {}).items():
        path = path.replace(str(value), f"{{{name}}}")
    return path


def _draw_statements(client: type[BaseDBAsyncClient]) -> None:
    """Tortoise has no hook for statements, so each engine's client gets a span around its own methods."""
    for kind in _kinds_of(client):
        for name in _EXECUTES:
            method = vars(kind).get(name)
            if method is not None and not hasattr(method, "draws_span"):
                setattr(kind, name, _drawn(method))


def _kinds_of(client: type[BaseDBAsyncClient]) -> Iterator[type[BaseDBAsyncClient]]:
    for kind in client.__subclasses__():
        yield kind
        yield from _kinds_of(kind)


def _drawn(execute: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    @functools.wraps(execute)
    async def drawn(self: BaseDBAsyncClient, query: str, *arguments: Any, **named: Any) -> Any:
        # What runs in the background, each second, is no trace of its own.
        if not trace.get_current_span().is_recording():
            return await execute(self, query, *arguments, **named)
        name, attributes = _told_of(query, self.capabilities.dialect)
        with span(name, SpanKind.CLIENT, **attributes):
            return await execute(self, query, *arguments, **named)

    drawn.draws_span = True  # type: ignore[attr-defined]
    return drawn


def _told_of(query: str, dialect: str) -> tuple[str, dict[str, str]]:
    operation = query.split(None, 1)[0].upper()
    attributes = {"db.system.name": dialect, "db.operation.name": operation}
    table = _TABLE.search(query)
    if table is None:
        return operation, attributes
    return f"{operation} {table[1]}", {**attributes, "db.collection.name": table[1]}

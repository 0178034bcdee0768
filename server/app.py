"""The ASGI application: routes, middleware, and what lives as long as the process."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from tortoise import Tortoise

from schema import build_schema
from server import http
from server.graphql import GraphQLEndpoint
from server.headers import HeadersMiddleware
from server.pages import graphiql
from server.requests import Requests
from server.settings import Settings
from server.wiring import build_services, build_worker, tortoise_config
from services import Services

_STATIC = Path(__file__).parent / "pages" / "static"
_HOUSEKEEPING_EVERY = 60.0
_log = logging.getLogger("ostiary.server")


def create_app(settings: Settings, *, workers: int = 1, delivers: bool = True) -> Starlette:
    """`workers`: processes that share the database; `delivers`: whether this one also empties the outbox."""
    services = build_services(settings, workers=workers)
    return Starlette(
        routes=_routes(settings, services),
        middleware=_middleware(settings),
        lifespan=lambda _app: running(settings, services, delivers=delivers),
    )


def _routes(settings: Settings, services: Services) -> list[BaseRoute]:
    requests = Requests(settings, services)

    def explorer(_request: Request) -> Response:
        return graphiql.page()

    endpoint = GraphQLEndpoint(
        build_schema(is_explorable=not settings.is_production),
        context_for=requests.context_for,
        headers_of=requests.headers_of,
        graphiql=None if settings.is_production else explorer,
    )
    return [
        Route("/graphql", endpoint),
        *http.routes(services),
        Mount("/static", StaticFiles(directory=_STATIC, check_dir=False)),
    ]


def _middleware(settings: Settings) -> list[Middleware]:
    cors = Middleware(
        CORSMiddleware,
        allow_origins=settings.cors_origins,
        allow_methods=["GET", "POST"],
        allow_headers=["authorization", "content-type", "ostiary-session", "x-request-id"],
        allow_credentials=True,
        expose_headers=["Retry-After", "X-Request-ID"],
    )
    headers = Middleware(HeadersMiddleware, is_https=settings.public_url.startswith("https:"))
    return [headers, cors] if settings.cors_origins else [headers]


@asynccontextmanager
async def database(settings: Settings) -> AsyncIterator[None]:
    """Connections for every task of the process."""
    # Tortoise keeps its state in a ContextVar, which requests would not see without the fallback.
    await Tortoise.init(config=tortoise_config(settings.database_url), _enable_global_fallback=True)
    try:
        yield
    finally:
        await Tortoise.close_connections()


@asynccontextmanager
async def running(settings: Settings, services: Services, *, delivers: bool) -> AsyncIterator[None]:
    """The database, the delivery worker and the housekeeping, ended in the opposite order."""
    async with database(settings), housekeeping(services):
        worker = build_worker(settings, services) if delivers else None
        task = asyncio.create_task(worker.run()) if worker else None
        try:
            yield
        finally:
            if worker and task:
                worker.stop()
                await task
            services.passwords.close()
            await services.cache.close()


@asynccontextmanager
async def housekeeping(services: Services) -> AsyncIterator[None]:
    task = asyncio.create_task(_keep_house(services))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _keep_house(services: Services) -> None:
    """Rotates signing keys when their time has come."""
    while True:
        try:
            await services.keys.rotate_when_due()
        except Exception as error:
            _log.warning("housekeeping failed, to be tried again: %s", type(error).__name__)
        await asyncio.sleep(_HOUSEKEEPING_EVERY)

"""The ASGI application: routes, middleware, and what lives as long as the process."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from graphql import GraphQLError
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from strawberry import Schema
from tortoise import Tortoise
from tortoise.exceptions import BaseORMException

from resolvers.context import Context
from schema import build_schema
from schema.enforcement import GuardedSchema
from server import http, metrics, providers, tracing
from server.graphql import GraphQLEndpoint
from server.headers import HeadersMiddleware
from server.housekeeping import housekeeping
from server.pages import graphiql, site
from server.pages.rendering import STATIC
from server.requests import Requests
from server.settings import PREFIX, WRONG_SECRET_KEY, Settings, SettingsError
from server.trusted import TrustedDocuments, load_documents
from server.wiring import build_services, build_worker, tortoise_config
from services import Services
from services.database import is_unreachable
from services.vault import Unsealable

_log = logging.getLogger("ostiary.server")


def create_app(settings: Settings, *, workers: int = 1, delivers: bool = True) -> Starlette:
    """`workers`: processes that share the database; `delivers`: whether this one also empties the outbox."""
    services = build_services(settings, workers=workers)
    metrics.tell_build()
    trusted = load_documents(settings)
    schema = schema_for(settings, trusted)
    requests = Requests(settings, services)
    door = site.door_for(schema, requests, services)
    return Starlette(
        routes=[
            Route("/graphql", _endpoint(settings, schema, requests, trusted)),
            *http.routes(services),
            *metrics.routes(settings),
            *providers.routes(door),
            *site.routes(door, shows_mailbox=not settings.is_production),
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        exception_handlers={HTTPException: door.refuse},
        middleware=_middleware(settings),
        lifespan=lambda _app: running(settings, services, delivers=delivers),
    )


def schema_for(settings: Settings, trusted: TrustedDocuments) -> GuardedSchema:
    """With every trusted document prepared. Raises SettingsError where one could never run."""
    try:
        return build_schema(
            is_explorable=not settings.is_production, is_compiled=settings.compiled_documents, kept=trusted.texts
        )
    except GraphQLError as error:
        raise SettingsError(f"{PREFIX}TRUSTED_DOCUMENTS: a document cannot run: {error.message}") from None


def _endpoint(
    settings: Settings, schema: Schema, requests: Requests, trusted: TrustedDocuments
) -> GraphQLEndpoint[Context]:
    def explorer(_request: Request) -> Response:
        return graphiql.page()

    return GraphQLEndpoint(
        schema,
        context_for=requests.context_for,
        headers_of=requests.headers_of,
        trusted=trusted,
        graphiql=None if settings.is_production else explorer,
    )


def _middleware(settings: Settings) -> list[Middleware]:
    cors = Middleware(
        CORSMiddleware,
        allow_origins=settings.cors_origins,
        allow_methods=["GET", "POST"],
        allow_headers=["authorization", "content-type", "ostiary-session", "x-publishable-key", "x-request-id"],
        allow_credentials=True,
        expose_headers=["Retry-After", "X-Request-ID"],
    )
    headers = Middleware(HeadersMiddleware, is_https=settings.public_url.startswith("https:"))
    traces = [Middleware(tracing.TracingMiddleware)] if tracing.is_wanted() else []
    return [*traces, headers, *([cors] if settings.cors_origins else [])]


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
    async with database(settings), tracing.exporting(), _keys_in_place(services), housekeeping(settings, services):
        listening = asyncio.create_task(services.principals.listen())
        worker = build_worker(settings, services) if delivers else None
        task = asyncio.create_task(worker.run()) if worker else None
        try:
            yield
        finally:
            if worker and task:
                worker.stop()
                await task
            listening.cancel()
            services.passwords.close()


@asynccontextmanager
async def _keys_in_place(services: Services) -> AsyncIterator[None]:
    """Makes the first signing key before anybody asks for one.

    Stops the start under another SECRET_KEY than the database's, where every sign-in would fail.
    """
    try:
        await services.keys.rotate_when_due()
        await services.keys.jwks()
    except Unsealable:
        raise SettingsError(WRONG_SECRET_KEY) from None
    except Exception as error:
        if not isinstance(error, BaseORMException) and not is_unreachable(error):
            raise
        _log.warning("the database is not ready yet: %s", type(error).__name__)
    yield

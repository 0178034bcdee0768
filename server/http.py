"""Plain endpoints beside /graphql: health and public keys."""

import asyncio

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from tortoise.connection import get_connection

from services import Services

_READY_WITHIN = 2.0
_JWKS_FRESH_FOR = "public, max-age=300"


def routes(services: Services) -> list[Route]:
    async def live(_request: Request) -> Response:
        """The process answers; nothing else is asked."""
        return JSONResponse({"status": "live"}, headers={"Cache-Control": "no-store"})

    async def ready(_request: Request) -> Response:
        """Whether the database answers: 503 tells a load balancer to send requests elsewhere."""
        try:
            async with asyncio.timeout(_READY_WITHIN):
                await get_connection("default").execute_query("SELECT 1")
        except Exception:
            return JSONResponse({"status": "unavailable"}, 503, {"Cache-Control": "no-store"})
        return JSONResponse({"status": "ready"}, headers={"Cache-Control": "no-store"})

    async def jwks(_request: Request) -> Response:
        """The public keys that verify access tokens (RFC 7517)."""
        return JSONResponse(await services.keys.jwks(), headers={"Cache-Control": _JWKS_FRESH_FOR})

    return [
        Route("/health/live", live),
        Route("/health/ready", ready),
        Route("/.well-known/jwks.json", jwks),
    ]

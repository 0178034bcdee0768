"""The limit of this server stack: Starlette, uvicorn and orjson answer a fixed JSON body, with no GraphQL at all."""

import os
from typing import Any

import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

_ANSWER: dict[str, Any] = orjson.loads(os.environ["PLAIN_ANSWER"])


async def _answer(request: Request) -> Response:
    orjson.loads(await request.body())
    return Response(orjson.dumps(_ANSWER), media_type="application/json")


app = Starlette(routes=[Route("/graphql", _answer, methods=["POST"])])

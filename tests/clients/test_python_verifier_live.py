"""The verifier in services of other people's, against the live server: rotation, and what it cannot know."""

from typing import Annotated

import httpx
import pytest
from fastapi import Depends, FastAPI
from starlette.applications import Starlette
from starlette.authentication import requires
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from ostiary_client.verifier import AsyncVerifier, Principal
from ostiary_client.verifier.fastapi import signed_in
from ostiary_client.verifier.starlette import BearerMiddleware
from tests.clients.issuers import Issuer, SigningKey
from tests.support.people import make_staff, sign_in, sign_up_verified

pytestmark = pytest.mark.one_engine


def by_starlette(verifier: AsyncVerifier) -> ASGIApp:
    @requires("authenticated", status_code=401)
    async def me(request: Request) -> JSONResponse:
        return JSONResponse({"sub": request.user.sub, "role": request.user.role})

    async def hello(_: Request) -> JSONResponse:
        return JSONResponse("hello")

    routes = [Route("/me", me), Route("/", hello)]
    return Starlette(routes=routes, middleware=[Middleware(BearerMiddleware, verifier=verifier)])


def by_fastapi(verifier: AsyncVerifier) -> ASGIApp:
    service = FastAPI()
    caller = Depends(signed_in(verifier))

    @service.get("/me")
    async def me(principal: Annotated[Principal, caller]) -> dict[str, str]:
        return {"sub": principal.sub, "role": principal.role}

    return service


@pytest.fixture(params=[by_starlette, by_fastapi])
def service(request):
    """`service(verifier)` is a client of a service that asks it who comes."""

    def build(verifier: AsyncVerifier) -> httpx.AsyncClient:
        return httpx.AsyncClient(transport=httpx.ASGITransport(request.param(verifier)), base_url="http://service")

    return build


def bearing(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


async def test_who_comes(server, service):
    person = sign_up_verified(server.api)
    client = service(AsyncVerifier(server.url))
    response = await client.get("/me", headers=bearing(person.access_token))
    assert (response.status_code, response.json()) == (200, {"sub": person.user_id, "role": "USER"})


async def test_who_may_not(server, service):
    client = service(AsyncVerifier(server.url))
    assert (await client.get("/me")).status_code == 401
    for token in ("nonsense", sign_up_verified(server.api).access_token[:-5] + "AAAAA"):
        response = await client.get("/me", headers=bearing(token))
        assert (response.status_code, response.json()) == (401, {"detail": "TOKEN_INVALID"})
        assert 'error="invalid_token"' in response.headers["WWW-Authenticate"]


async def test_what_cannot_be_told_is_a_503(service):
    issuer = Issuer()
    issuer.is_away = True
    response = await service(AsyncVerifier(issuer.url)).get("/me", headers=bearing(issuer.token(SigningKey("one"))))
    issuer.close()
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")


async def test_starlette_lets_strangers_in_where_nobody_asks(server):
    transport = httpx.ASGITransport(by_starlette(AsyncVerifier(server.url)))
    async with httpx.AsyncClient(transport=transport, base_url="http://service") as client:
        assert (await client.get("/")).status_code == 200
        # A bad token is refused all the same: whoever sends one means to be somebody.
        assert (await client.get("/", headers=bearing("nonsense"))).status_code == 401


async def test_a_rotation_is_no_false_401_and_a_revoked_key_ends(start_server):
    server = start_server()
    verifier = AsyncVerifier(server.url, cooldown=0)
    admin, person = make_staff(server), sign_up_verified(server.api)
    assert (await verifier.verify(person.access_token)).sub == person.user_id
    admin.api.run("rotateSigningKey", revoke=False)
    newer = sign_in(server.api, person.email)
    for token in (newer.access_token, person.access_token):
        assert (await verifier.verify(token)).sub == person.user_id


async def test_what_it_cannot_know_auth_me_tells(server):
    """A sign-out is news to the server at once, and to a verifier when the token expires."""
    person = sign_up_verified(server.api)
    person.api.run("signOut")
    assert (await AsyncVerifier(server.url).verify(person.access_token)).sid == person.session_id
    asked = httpx.get(f"{server.url}/auth/me", headers=bearing(person.access_token))
    assert asked.status_code == 401

"""For Starlette: who asks, as `request.user`. Without a token a request is anonymous; with a bad one it is refused."""

from typing import cast

from starlette.authentication import AuthCredentials, AuthenticationBackend, AuthenticationError, BaseUser
from starlette.middleware.authentication import AuthenticationMiddleware
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp

from ostiary_client.verifier.aio import AsyncVerifier
from ostiary_client.verifier.checks import BadToken, KeysUnavailable
from ostiary_client.verifier.requests import Refusal, bearer_in, detail_of, headers_of, status_of


class BearerMiddleware(AuthenticationMiddleware):
    """`request.user` is the Principal, and Starlette's `@requires("authenticated")` asks for one."""

    def __init__(self, app: ASGIApp, verifier: AsyncVerifier) -> None:
        super().__init__(app, backend=_Bearer(verifier), on_error=_refuse)


class _Refused(AuthenticationError):
    def __init__(self, refusal: Refusal) -> None:
        super().__init__(str(refusal))
        self.refusal = refusal


class _Bearer(AuthenticationBackend):
    def __init__(self, verifier: AsyncVerifier) -> None:
        self._verifier = verifier

    async def authenticate(self, conn: HTTPConnection) -> tuple[AuthCredentials, BaseUser] | None:
        token = bearer_in(conn.headers.get("authorization"))
        if token is None:
            return None
        try:
            principal = await self._verifier.verify(token)
        except (BadToken, KeysUnavailable) as refusal:
            raise _Refused(refusal) from None
        return AuthCredentials(["authenticated"]), cast(BaseUser, principal)


def _refuse(_: HTTPConnection, error: Exception) -> Response:
    refusal = error.refusal if isinstance(error, _Refused) else None
    return JSONResponse({"detail": detail_of(refusal)}, status_of(refusal), headers_of(refusal))

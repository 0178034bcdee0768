"""For FastAPI: `Depends(signed_in(verifier))` answers the Principal, or refuses the request."""

from collections.abc import Awaitable, Callable
from typing import Annotated, NoReturn

from fastapi import Depends, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from ostiary_client.verifier.aio import AsyncVerifier
from ostiary_client.verifier.checks import BadToken, KeysUnavailable, Principal
from ostiary_client.verifier.requests import Refusal, detail_of, headers_of, status_of

_bearer = HTTPBearer(auto_error=False, bearerFormat="JWT")


def signed_in(verifier: AsyncVerifier) -> Callable[..., Awaitable[Principal]]:
    async def principal(credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]) -> Principal:
        if credentials is None:
            _refuse(None)
        try:
            return await verifier.verify(credentials.credentials)
        except (BadToken, KeysUnavailable) as refusal:
            _refuse(refusal)

    return principal


def _refuse(refusal: Refusal | None) -> NoReturn:
    raise HTTPException(status_of(refusal), detail_of(refusal), dict(headers_of(refusal))) from None

"""How a bearer token comes in, and how a refusal goes out (RFC 6750), whatever the framework."""

from collections.abc import Mapping

from ostiary_client.verifier.checks import BadToken, KeysUnavailable

Refusal = BadToken | KeysUnavailable


def bearer_in(authorization: str | None) -> str | None:
    scheme, _, token = (authorization or "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


def status_of(refusal: Refusal | None) -> int:
    return 503 if isinstance(refusal, KeysUnavailable) else 401


def headers_of(refusal: Refusal | None) -> Mapping[str, str]:
    """None: there was no token at all, which is no error of the token's (RFC 6750 §3.1)."""
    match refusal:
        case KeysUnavailable():
            return {"Retry-After": str(refusal.retry_after)}
        case BadToken():
            return {"WWW-Authenticate": f'Bearer error="invalid_token", error_description="{refusal.reason}"'}
    return {"WWW-Authenticate": "Bearer"}


def detail_of(refusal: Refusal | None) -> str:
    return str(refusal) if refusal else "TOKEN_MISSING"

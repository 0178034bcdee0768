"""What makes an access token good, and who it speaks for (RFC 9068, RFC 8725). Fetches nothing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import jwt

_TYPES = {"at+jwt", "application/at+jwt"}
_ALGORITHMS = {"ES256", "EdDSA", "RS256"}
_LONGEST = 8192
# A key belongs to the issuer, and no header may bring one along or ask for what is not understood.
_REFUSED_HEADERS = {"crit", "jku", "jwk", "x5u", "x5c"}
_KEY_ID = re.compile(r"[A-Za-z0-9_-]{43}")
_REQUIRED = ["iss", "sub", "aud", "exp", "nbf", "iat", "sid", "role"]
_OWN_CLAIMS = {*_REQUIRED, "jti", "client_id", "email_verified", "org_id", "org_role", "amr", "auth_time"}

Keys = Mapping[str, jwt.PyJWK]


class BadToken(Exception):
    """`reason` as the API would tell it: TOKEN_EXPIRED where a refresh helps, else TOKEN_INVALID."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class KeysUnavailable(Exception):
    """The key of this token is not known, and could not be asked for. Says nothing about the token."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"The issuer's keys are not to be had. Try again in {retry_after} s.")
        self.retry_after = retry_after


@dataclass(frozen=True)
class Principal:
    """Who asks, as of the moment when the token was made."""

    sub: str
    """The person's id."""
    sid: str
    """The session's id."""
    role: str
    """On the site: USER, MODERATOR or ADMIN."""
    email_verified: bool
    org_id: str | None
    """The organisation that the session speaks for."""
    org_role: str | None
    """In it: MEMBER, ADMIN or OWNER."""
    amr: tuple[str, ...]
    """How the person proved who they are."""
    auth_time: datetime
    """When they last did."""
    expires_at: datetime
    claims: Mapping[str, Any]
    """The site's own claims."""

    @property
    def is_authenticated(self) -> bool:
        """What Starlette asks of a user."""
        return True


def key_id_of(token: str) -> str:
    """Raises BadToken where no key could make it good."""
    if len(token) > _LONGEST:
        raise BadToken("TOKEN_INVALID")
    try:
        header = jwt.get_unverified_header(token)
    except (jwt.InvalidTokenError, ValueError, RecursionError):
        raise BadToken("TOKEN_INVALID") from None
    kind, key_id = header.get("typ"), header.get("kid")
    well_typed = isinstance(kind, str) and kind.lower() in _TYPES
    if not well_typed or not _KEY_ID.fullmatch(str(key_id)) or not _REFUSED_HEADERS.isdisjoint(header):
        raise BadToken("TOKEN_INVALID")
    return str(key_id)


def keys_in(jwks: Any) -> Keys:
    """Those that sign access tokens, by id. Never a symmetric one. Raises ValueError on what is no JWKS."""
    try:
        listed = [key for key in jwks["keys"] if key.get("alg") in _ALGORITHMS and key.get("use", "sig") == "sig"]
        return {key["kid"]: jwt.PyJWK(key) for key in listed}
    except (KeyError, TypeError, AttributeError, jwt.PyJWTError) as error:
        raise ValueError("not a JWKS") from error


def principal_of(token: str, key: jwt.PyJWK, *, issuer: str, audience: str, leeway: float) -> Principal:
    """Raises BadToken. The algorithm is the key's, never the header's."""
    try:
        claims = jwt.decode(
            token,
            key.key,
            algorithms=[key.algorithm_name],
            issuer=issuer,
            audience=audience,
            leeway=leeway,
            options={"require": _REQUIRED},
        )
        return _principal(claims)
    except jwt.ExpiredSignatureError:
        raise BadToken("TOKEN_EXPIRED") from None
    except (jwt.InvalidTokenError, ValueError, TypeError, KeyError, OverflowError, RecursionError):
        raise BadToken("TOKEN_INVALID") from None


def _principal(claims: Mapping[str, Any]) -> Principal:
    return Principal(
        sub=claims["sub"],
        sid=claims["sid"],
        role=claims["role"],
        email_verified=claims["email_verified"] is True,
        org_id=claims["org_id"],
        org_role=claims["org_role"],
        amr=tuple(claims["amr"]),
        auth_time=datetime.fromtimestamp(claims["auth_time"], UTC),
        expires_at=datetime.fromtimestamp(claims["exp"], UTC),
        claims={name: value for name, value in claims.items() if name not in _OWN_CLAIMS},
    )

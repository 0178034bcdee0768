"""Access tokens: JWTs (RFC 9068) signed by our current key, and read with suspicion."""

import json
import math
import time
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import jwt
from cachetools import LRUCache

from models import Session, User
from services.errors import FaultReason
from services.keys import KeyRing
from services.policy import Policy
from services.second_factors import PASSKEY, TOTP, are_two_factors

_TYPE = "at+jwt"
_LONGEST = 8192
_MOST_VERIFIED = 10_000
# Our workers' clocks may differ by this much (seconds); it never prolongs a token.
_CLOCK_SKEW = 60
# A cookie has room for 4,096 bytes of token (RFC 6265 §6.1), and base64 adds a third.
MOST_CUSTOM_BYTES = 1024
# Claims that have a meaning of their own (RFC 7519, RFC 9068, OpenID Connect Core), and ours. People write `userData`
# themselves, so none of these may come from there.
_RESERVED = """
    iss sub aud exp nbf iat jti sid client_id role email_verified org_id org_role amr auth_time scope roles groups
    entitlements permissions acr azp nonce at_hash c_hash cnf act may_act events txn email phone_number
    phone_number_verified
"""
RESERVED_CLAIMS = frozenset(_RESERVED.split())
_REQUIRED = ["iss", "sub", "aud", "exp", "nbf", "iat", "jti", "sid"]


# RFC 8176 and IANA's registry; what has no value there keeps the name that Session.methods has.
_AMR = {"password": "pwd", "sms_code": "sms", TOTP: "otp", PASSKEY: "pop"}


def _amr_of(methods: list[str]) -> list[str]:
    return [_AMR.get(method, method) for method in methods] + (["mfa"] if are_two_factors(methods) else [])


class BadAccessToken(Exception):
    """Says why the request counts as anonymous."""

    def __init__(self, reason: FaultReason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class AccessClaims:
    """What a verified token vouches for. `generation` must be the session's own."""

    session_id: UUID
    user_id: UUID
    generation: int


class _Verified(NamedTuple):
    """What need not be computed again: a signature that was right stays right while its key verifies."""

    claims: AccessClaims
    kid: str
    expires_at: int


class AccessTokens:
    """Mints and verifies; whether the session still lives is asked elsewhere."""

    def __init__(self, policy: Policy, keys: KeyRing) -> None:
        self._policy = policy
        self._keys = keys
        # By the token's digest; those of strangers never get in.
        self._verified: LRUCache[bytes, _Verified] = LRUCache(_MOST_VERIFIED)

    @property
    def lifetime(self) -> int:
        """Seconds."""
        return int(self._policy.access_token_ttl.total_seconds())

    async def mint(self, session: Session, user: User, *, org_role: str | None, client: str | None = None) -> str:
        """`client`: the name of the client application that asks, where it has told it."""
        issued_at = int(time.time())
        claims = {
            **self._custom(user),
            "iss": self._policy.issuer,
            "sub": str(user.id),
            "aud": self._policy.audience,
            "exp": issued_at + self.lifetime,
            "nbf": issued_at,
            "iat": issued_at,
            # The session's generation, then a random part: raising the generation refuses every token before.
            "jti": f"{session.token_generation}.{uuid4()}",
            "sid": str(session.id),
            "client_id": client or self._policy.audience,
            "role": user.role.value,
            "email_verified": user.email_verified,
            "org_id": str(session.active_org_id) if org_role else None,
            "org_role": org_role,
            "amr": _amr_of(session.methods),
            "auth_time": math.floor(session.authenticated_at.timestamp()),
        }
        key = await self._keys.signing()
        return jwt.encode(claims, key.private, algorithm=key.algorithm, headers={"typ": _TYPE, "kid": key.kid})

    def _custom(self, user: User) -> dict[str, object]:
        """Those of CUSTOM_CLAIMS that the person has, in the order of the setting, as far as there is room."""
        claims: dict[str, object] = {}
        for name in self._policy.custom_claims:
            if name in user.user_data:
                wider = {**claims, name: user.user_data[name]}
                claims = wider if len(json.dumps(wider)) <= MOST_CUSTOM_BYTES else claims
        return claims

    async def verify(self, token: str) -> AccessClaims:
        """Raises BadAccessToken: TOKEN_EXPIRED for one of ours past its time, TOKEN_INVALID for all else."""
        digest = sha256(token[: _LONGEST + 1].encode("utf-8", "surrogatepass")).digest()
        try:
            known = self._verified[digest]
        except KeyError:
            known = None
        if known is None or not (self._keys.verifies(known.kid) or await self._keys.verifying(known.kid)):
            known = self._verified[digest] = await self._read(token)
        if known.expires_at <= time.time():
            raise BadAccessToken(FaultReason.TOKEN_EXPIRED)
        return known.claims

    async def _read(self, token: str) -> "_Verified":
        try:
            kid, claims = await self._decode(token)
            generation, _, _ = claims["jti"].partition(".")
            verified = AccessClaims(UUID(claims["sid"]), UUID(claims["sub"]), int(generation))
            return _Verified(verified, kid, int(claims["exp"]))
        except (jwt.InvalidTokenError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            raise BadAccessToken(FaultReason.TOKEN_INVALID) from None

    async def _decode(self, token: str) -> tuple[str, dict[str, Any]]:
        """The id of its key, and its claims."""
        # PyJWT takes padding too, which would give a token a second spelling (RFC 7515 §2).
        if len(token) > _LONGEST or "=" in token:
            raise jwt.InvalidTokenError
        header = jwt.get_unverified_header(token)
        key = await self._keys.verifying(str(header.get("kid")))
        # The algorithm is the key's, never the header's (RFC 8725 §3.1); PyJWT does not look at `typ` (§3.11).
        if key is None or header.get("alg") != key.algorithm or header.get("typ") != _TYPE or "crit" in header:
            raise jwt.InvalidTokenError
        options = {"require": _REQUIRED, "verify_exp": False}
        claims: dict[str, Any] = jwt.decode(
            token,
            key.public,
            algorithms=[key.algorithm],
            audience=self._policy.audience,
            issuer=self._policy.issuer,
            leeway=_CLOCK_SKEW,
            options=options,  # type: ignore[arg-type]
        )
        return key.kid, claims

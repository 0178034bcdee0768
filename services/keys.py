"""Signing keys: create, publish, rotate, retire. Private parts are encrypted with SECRET_KEY."""

import hashlib
import time
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_bytes
from typing import Any

import orjson
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from jwt.algorithms import get_default_algorithms
from models import SigningKey
from tortoise.expressions import Q

from services.cache import LEASE
from services.database import now, transaction
from services.policy import Policy
from services.vault import Vault

_PURPOSE = "signing key"
# A pre-published key is known to every verifier that refetches the JWKS daily.
PUBLISHED_AHEAD = timedelta(days=1)
_ALGORITHMS = get_default_algorithms()


@dataclass(frozen=True)
class Key:
    """A signing key ready for use. `public` is the verifying half; for HS256 the secret itself."""

    kid: str
    algorithm: str
    private: Any
    public: Any
    public_jwk: dict[str, Any] | None
    signs_from: datetime
    retired_at: datetime | None


class KeyRing:
    """The keys of the database, read again when older than the lease or when an unknown key id shows up."""

    def __init__(self, policy: Policy, vault: Vault) -> None:
        self._policy = policy
        self._vault = vault
        self._keys: dict[str, Key] = {}
        self._read_at = -LEASE

    async def signing(self) -> Key:
        """The newest key whose time has come; the first one is made on demand."""
        await self._refresh()
        ready = [key for key in self._keys.values() if key.retired_at is None and key.signs_from <= now()]
        if not ready:
            await self.create()
            return await self.signing()
        return max(ready, key=lambda key: key.signs_from)

    async def verifying(self, kid: str) -> Key | None:
        await self._refresh()
        return self._keys.get(kid)

    async def jwks(self) -> dict[str, list[dict[str, Any]]]:
        """RFC 7517. Never a private member, never a symmetric key."""
        await self._refresh()
        return {"keys": [key.public_jwk for key in self._keys.values() if key.public_jwk is not None]}

    async def create(self, *, signs_from: datetime | None = None) -> SigningKey:
        """A new key of the configured algorithm, which signs from now unless told otherwise."""
        row = _generate(self._policy.signing_algorithm, self._vault)
        row.signs_from = signs_from or now()
        await row.save()
        self._read_at = -LEASE
        return row

    async def rotate(self, *, revoke: bool = False) -> SigningKey:
        """A new key signs from now on. The old ones verify until their last token expires, or not at all (`revoke`)."""
        verifies_until = now() if revoke else now() + self._policy.access_token_ttl
        async with transaction():
            old = SigningKey.filter(Q(verifies_until__isnull=True) | Q(verifies_until__gt=verifies_until))
            await old.update(verifies_until=verifies_until)
            await SigningKey.filter(retired_at__isnull=True).update(retired_at=now())
            row = await self.create()
        self._read_at = -LEASE
        return row

    async def rotate_when_due(self) -> None:
        """Publishes a successor ahead of time, and retires the old key once the successor signs."""
        newest = await SigningKey.filter(retired_at__isnull=True).order_by("-signs_from").first()
        if newest is None:
            await self.create()
            return
        if newest.signs_from + self._policy.key_rotation_every - PUBLISHED_AHEAD <= now():
            await self.create(signs_from=max(now(), newest.signs_from + self._policy.key_rotation_every))
            return
        if newest.signs_from <= now():
            older = SigningKey.filter(retired_at__isnull=True, signs_from__lt=newest.signs_from)
            await older.update(retired_at=now(), verifies_until=now() + self._policy.access_token_ttl)

    async def _refresh(self) -> None:
        if time.monotonic() - self._read_at < LEASE:
            return
        rows = await SigningKey.filter(Q(verifies_until__isnull=True) | Q(verifies_until__gt=now())).order_by("id")
        self._keys = {row.kid: self._keys.get(row.kid) or self._open(row) for row in rows}
        self._read_at = time.monotonic()

    def _open(self, row: SigningKey) -> Key:
        raw = self._vault.open(row.sealed_private, purpose=_PURPOSE)
        private = raw if row.algorithm == "HS256" else load_pem_private_key(raw, password=None)
        public = raw if row.algorithm == "HS256" else private.public_key()  # type: ignore[union-attr]
        return Key(row.kid, row.algorithm, private, public, row.public_jwk, row.signs_from, row.retired_at)


def _generate(algorithm: str, vault: Vault) -> SigningKey:
    if algorithm == "HS256":
        secret = token_bytes(32)
        kid = urlsafe_b64encode(token_bytes(32)).rstrip(b"=").decode()
        return SigningKey(kid=kid, algorithm=algorithm, sealed_private=vault.seal(secret, purpose=_PURPOSE))
    private = {
        "ES256": lambda: ec.generate_private_key(ec.SECP256R1()),
        "EdDSA": ed25519.Ed25519PrivateKey.generate,
        "RS256": lambda: rsa.generate_private_key(public_exponent=65537, key_size=3072),
    }[algorithm]()
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    members = _ALGORITHMS[algorithm].to_jwk(private.public_key(), as_dict=True)
    kid = _thumbprint(members)
    public_jwk = {**{name: members[name] for name in _required(members)}, "kid": kid, "alg": algorithm, "use": "sig"}
    return SigningKey(
        kid=kid, algorithm=algorithm, public_jwk=public_jwk, sealed_private=vault.seal(pem, purpose=_PURPOSE)
    )


def _required(members: dict[str, Any]) -> tuple[str, ...]:
    return {"EC": ("crv", "kty", "x", "y"), "OKP": ("crv", "kty", "x"), "RSA": ("e", "kty", "n")}[members["kty"]]


def _thumbprint(members: dict[str, Any]) -> str:
    """RFC 7638: SHA-256 over the required members in lexical order."""
    canonical = orjson.dumps({name: members[name] for name in _required(members)}, option=orjson.OPT_SORT_KEYS)
    return urlsafe_b64encode(hashlib.sha256(canonical).digest()).rstrip(b"=").decode()

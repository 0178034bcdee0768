"""Signing keys: create, publish, rotate, retire. Private parts are encrypted with SECRET_KEY."""

import asyncio
import hashlib
import re
import time
from base64 import urlsafe_b64encode
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from secrets import token_bytes
from typing import Any

import orjson
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from jwt.algorithms import get_default_algorithms
from tortoise.expressions import Q

from models import SigningKey
from services.database import now, transaction
from services.invalidation import LEASE
from services.policy import Policy
from services.vault import Vault

_PURPOSE = "signing key"
# A pre-published key is known to every verifier that refetches the JWKS daily.
PUBLISHED_AHEAD = timedelta(days=1)
# Clocks of workers differ, and one that has not heard yet signs for another lease.
_MARGIN = timedelta(minutes=2)
_KEY_ID = re.compile(r"[A-Za-z0-9_-]{43}")
_ALGORITHMS: dict[str, Any] = get_default_algorithms()


@dataclass(frozen=True)
class Key:
    """A signing key ready for use. `public` is the verifying half; for HS256 the secret itself."""

    kid: str
    algorithm: str
    private: Any
    public: Any
    public_jwk: dict[str, Any] | None
    signs_from: datetime
    is_retired: bool


class KeyRing:
    """The keys of the database, read again when older than the lease or when an unknown key id shows up."""

    def __init__(self, policy: Policy, vault: Vault) -> None:
        self._policy = policy
        self._vault = vault
        self._keys: dict[str, Key] = {}
        self._read_at = -LEASE
        self._reading: asyncio.Task[None] | None = None

    async def signing(self) -> Key:
        """The newest key of the configured algorithm whose time has come; the first one is made on demand."""
        await self._refresh()
        algorithm = self._policy.signing_algorithm
        living = [key for key in self._keys.values() if key.algorithm == algorithm and not key.is_retired]
        ready = [key for key in living if key.signs_from <= now()]
        if not ready:
            await self.create()
            return await self.signing()
        return max(ready, key=lambda key: key.signs_from)

    def verifies(self, kid: str) -> bool:
        """Whether the key is known to, without asking the database; False in doubt."""
        return kid in self._keys and not self._is_due

    async def verifying(self, kid: str) -> Key | None:
        """Reads again for a key id that it does not know: another worker may have made the key just now."""
        await self._refresh_together()
        if kid not in self._keys and _KEY_ID.fullmatch(kid):
            await self._read()
        return self._keys.get(kid)

    async def jwks(self) -> dict[str, list[dict[str, Any]]]:
        """RFC 7517. Never a private member, never a symmetric key. Read anew: whoever asks may have met a new key."""
        await self._read()
        return {"keys": [key.public_jwk for key in self._keys.values() if key.public_jwk is not None]}

    async def create(self, *, signs_from: datetime | None = None) -> SigningKey:
        """A new key of the configured algorithm, which signs from now unless told otherwise.

        Unsealable under another SECRET_KEY than the other keys': nobody could open them all any more.
        """
        await self._read()
        row = _generate(self._policy.signing_algorithm, self._vault)
        row.signs_from = signs_from or now()
        await row.save()
        self._read_at = -LEASE
        return row

    async def rotate(self, *, revoke: bool = False) -> SigningKey:
        """In a transaction: a new key signs from now on. The old ones verify until their last token expires.

        `revoke`: they verify nothing any more, by any worker's clock, and the caller waits with `settle` until every
        worker knows. Unsealable like `create`.
        """
        await self._read()
        until = now() - _MARGIN if revoke else self._last_use()
        await SigningKey.filter(Q(verifies_until__isnull=True) | Q(verifies_until__gt=until)).update(
            verifies_until=until
        )
        await SigningKey.filter(retired_at__isnull=True).update(retired_at=now())
        return await self.create()

    async def settle(self) -> None:
        """After the commit of a revocation: returns once no worker knows the old keys any more."""
        self._read_at = -LEASE
        await asyncio.sleep(LEASE)

    def _last_use(self) -> datetime:
        """When the last token of a key that retires now has expired, on every worker's clock."""
        return now() + self._policy.access_token_ttl + _MARGIN

    async def rotate_when_due(self) -> None:
        """Publishes a successor ahead of time, and retires the old key once the successor signs. One process does."""
        async with transaction():
            signing = SigningKey.filter(retired_at__isnull=True).order_by("-signs_from")
            await signing.select_for_update()
            # Asked after the wait for the lock: another process may have added the successor.
            newest = await signing.filter(algorithm=self._policy.signing_algorithm).first()
            if newest is None:
                await self.create()
                return
            due_at = newest.signs_from + self._policy.key_rotation_every
            if due_at - min(PUBLISHED_AHEAD, self._policy.key_rotation_every / 2) <= now():
                await self.create(signs_from=max(now(), due_at))
            elif newest.signs_from <= now():
                older = signing.filter(signs_from__lt=newest.signs_from)
                await older.update(retired_at=now(), verifies_until=self._last_use())

    @property
    def _is_due(self) -> bool:
        return time.monotonic() - self._read_at >= LEASE

    async def _refresh(self) -> None:
        if self._is_due:
            await self._read()

    async def _refresh_together(self) -> None:
        """One reading for all requests that wait for it. Never in a transaction, whose connection is nobody else's."""
        if self._is_due:
            if self._reading is None or self._reading.done():
                self._reading = asyncio.create_task(self._read())
            await asyncio.shield(self._reading)

    async def _read(self) -> None:
        asked_at = time.monotonic()
        rows = await SigningKey.filter(Q(verifies_until__isnull=True) | Q(verifies_until__gt=now())).order_by("id")
        self._keys = {row.kid: self._known(row) or self._open(row) for row in rows}
        self._read_at = asked_at

    def _known(self, row: SigningKey) -> Key | None:
        known = self._keys.get(row.kid)
        return replace(known, is_retired=row.retired_at is not None) if known else None

    def _open(self, row: SigningKey) -> Key:
        raw = self._vault.open(row.sealed_private, purpose=_PURPOSE)
        private = raw if row.algorithm == "HS256" else load_pem_private_key(raw, password=None)
        public = raw if row.algorithm == "HS256" else private.public_key()  # type: ignore[union-attr]
        return Key(row.kid, row.algorithm, private, public, row.public_jwk, row.signs_from, row.retired_at is not None)


def _generate(algorithm: str, vault: Vault) -> SigningKey:
    if algorithm == "HS256":
        secret = token_bytes(32)
        kid = urlsafe_b64encode(token_bytes(32)).rstrip(b"=").decode()
        return SigningKey(kid=kid, algorithm=algorithm, sealed_private=vault.seal(secret, purpose=_PURPOSE))
    private = _new_private(algorithm)
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    members = _ALGORITHMS[algorithm].to_jwk(private.public_key(), as_dict=True)
    kid = _thumbprint(members)
    public_jwk = {**{name: members[name] for name in _required(members)}, "kid": kid, "alg": algorithm, "use": "sig"}
    return SigningKey(
        kid=kid, algorithm=algorithm, public_jwk=public_jwk, sealed_private=vault.seal(pem, purpose=_PURPOSE)
    )


def _new_private(algorithm: str) -> Any:
    if algorithm == "ES256":
        return ec.generate_private_key(ec.SECP256R1())
    if algorithm == "EdDSA":
        return ed25519.Ed25519PrivateKey.generate()
    return rsa.generate_private_key(public_exponent=65537, key_size=3072)


def _required(members: dict[str, Any]) -> tuple[str, ...]:
    """In lexical order."""
    return {"EC": ("crv", "kty", "x", "y"), "OKP": ("crv", "kty", "x"), "RSA": ("e", "kty", "n")}[members["kty"]]


def _thumbprint(members: dict[str, Any]) -> str:
    """RFC 7638: SHA-256 over the required members."""
    canonical = orjson.dumps({name: members[name] for name in _required(members)})
    return urlsafe_b64encode(hashlib.sha256(canonical).digest()).rstrip(b"=").decode()

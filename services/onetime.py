"""One-time tokens and the short codes beside them: mint, find, spend. Only keyed digests are stored.

A token is spent by one guarded UPDATE before any effect, so that of parallel uses one wins.
"""

import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from models import OneTimeToken, Purpose, User
from tortoise.expressions import F

from services.attempts import CODE_GUESSES, Attempts
from services.database import now
from services.errors import AccountLocked, InvalidToken
from services.vault import Vault

CODE_DIGITS = 8
_CODE_TRIES = 5
_LONGEST = 200


@dataclass(frozen=True)
class Minted:
    """Shown to the recipient this once."""

    token: str
    code: str


class OneTimeTokens:
    def __init__(self, vault: Vault, attempts: Attempts) -> None:
        self._vault = vault
        self._attempts = attempts

    async def mint(
        self, purpose: Purpose, user: User | None, address: str, *, ttl: timedelta, detail: dict[str, Any] | None = None
    ) -> Minted:
        """A new token for this purpose; the older ones of the person for it are dead. `user` None makes a decoy."""
        if user is not None:
            await self.kill(user, purpose)
        token = ("at_" if purpose is Purpose.GRANT else "") + secrets.token_urlsafe(32)
        code = "".join(secrets.choice("0123456789") for _ in range(CODE_DIGITS))
        await OneTimeToken.create(
            purpose=purpose,
            user=user,
            digest=self._vault.digest(token, purpose=purpose),
            address=address,
            code_digest=self._vault.digest(f"{address} {code}", purpose=purpose),
            detail=detail or {},
            expires_at=now() + ttl,
        )
        return Minted(token, code)

    async def find(self, token: str, *purposes: Purpose) -> OneTimeToken:
        """The living token, unspent still; InvalidToken for anything else."""
        if len(token) <= _LONGEST:
            digests = [digest for purpose in purposes for digest in self._vault.digests(token, purpose=purpose)]
            living = OneTimeToken.filter(digest__in=digests, used_at__isnull=True, expires_at__gt=now())
            row = await living.filter(user_id__isnull=False).select_related("user").first()
            if row is not None:
                return row
        raise InvalidToken

    async def find_by_code(self, address: str, code: str, *purposes: Purpose) -> OneTimeToken | None:
        """The living token of that address and code; None otherwise. Each call counts a try.

        Five wrong tries kill a code, not its link; ten an hour for one address and purpose (V6.6.3).
        """
        counter = f"{purposes[0]} {address}"
        if await self._attempts.locked_until(CODE_GUESSES, counter):
            return None
        living = OneTimeToken.filter(
            address=address, purpose__in=purposes, used_at__isnull=True, expires_at__gt=now(), code_tries__lt=_CODE_TRIES
        )
        for row in await living.order_by("-id").limit(len(purposes)).select_related("user"):
            counted = await living.filter(id=row.id).update(code_tries=F("code_tries") + 1)
            if counted and row.user is not None and self._is_code_of(row, code.strip()):
                return row
        with suppress(AccountLocked):
            await self._attempts.count_failure(CODE_GUESSES, counter)
        return None

    def _is_code_of(self, row: OneTimeToken, code: str) -> bool:
        if len(code) > _LONGEST:
            return False
        digests = self._vault.digests(f"{row.address} {code}", purpose=row.purpose)
        return any(secrets.compare_digest(digest, row.code_digest or "") for digest in digests)

    async def spend(self, row: OneTimeToken) -> None:
        """In the transaction of the effect, first of all. InvalidToken where another request was faster."""
        living = OneTimeToken.filter(id=row.id, used_at__isnull=True, expires_at__gt=now())
        if not await living.update(used_at=now()):
            raise InvalidToken

    async def kill(self, user: User, *purposes: Purpose) -> None:
        """Ends the person's living tokens, of these purposes or of all."""
        living = OneTimeToken.filter(user_id=user.id, used_at__isnull=True)
        if purposes:
            living = living.filter(purpose__in=purposes)
        await living.update(used_at=now())

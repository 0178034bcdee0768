"""One-time tokens and the short codes beside them: mint, find, spend. Only keyed digests are stored.

A token is spent by one guarded UPDATE before any effect, so that of parallel uses one wins.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from tortoise.expressions import F, Q

from models import OneTimeToken, Purpose, User
from services.attempts import CODE_GUESSES, Attempts, code_counter
from services.database import now
from services.errors import AccountLocked, InvalidToken
from services.vault import Vault

CODE_DIGITS = 8
_CODE_TRIES = 5
# One address may wait for the mails of several accounts that want it.
_CODES_READ = 10
# A challenge for whoever answers it is nobody's; any other row without a person is a decoy.
_FOR_ANYBODY = Q(user_id__isnull=False) | Q(purpose=Purpose.PASSKEY_SIGN_IN)
_ALL_BUT_WAYS_BACK = tuple(purpose for purpose in Purpose if purpose is not Purpose.UNDO_EMAIL_CHANGE)
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
        """A new token for this purpose, in a transaction. The person's older ones for it are dead, but for a way back.

        `user` None makes a decoy, by the same queries.
        """
        user_id = user.id if user is not None else uuid4()
        await hold(user_id)
        if purpose is not Purpose.UNDO_EMAIL_CHANGE:
            await _kill(user_id, purpose)
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
            row = await living.filter(_FOR_ANYBODY).select_related("user").first()
            if row is not None:
                return row
        raise InvalidToken

    async def find_by_code(self, address: str, code: str, *purposes: Purpose) -> OneTimeToken | None:
        """The living token of that address and code; None otherwise.

        Five wrong tries kill a code, not its link; ten an hour for one address and purpose (V6.6.3). A try counts as
        wrong until it proves right, so that parallel ones cannot exceed that.
        """
        counter = code_counter(purposes[0], address)
        try:
            await self._attempts.count_failure(CODE_GUESSES, counter)
        except AccountLocked:
            return None
        living = OneTimeToken.filter(
            address=address,
            user_id__isnull=False,
            purpose__in=purposes,
            used_at__isnull=True,
            expires_at__gt=now(),
            code_tries__lt=_CODE_TRIES,
        )
        for row in await living.order_by("-id").limit(_CODES_READ).select_related("user"):
            counted = await living.filter(id=row.id).update(code_tries=F("code_tries") + 1)
            if counted and self._is_code_of(row, code.strip()):
                await OneTimeToken.filter(id=row.id).update(code_tries=F("code_tries") - 1)
                await self._attempts.clear(CODE_GUESSES, counter)
                return row
        return None

    def _is_code_of(self, row: OneTimeToken, code: str) -> bool:
        if len(code) > _LONGEST:
            return False
        digests = self._vault.digests(f"{row.address} {code}", purpose=row.purpose)
        return any(secrets.compare_digest(digest, row.code_digest or "") for digest in digests)

    async def spend(self, row: OneTimeToken) -> None:
        """In the transaction of the effect, first of all. InvalidToken where another request was faster."""
        await hold(row.user_id)
        living = OneTimeToken.filter(id=row.id, used_at__isnull=True, expires_at__gt=now())
        if not await living.update(used_at=now()):
            raise InvalidToken

    async def count_try(self, row: OneTimeToken) -> None:
        """Before a try at what the token asks for beside itself; InvalidToken where there were five."""
        living = OneTimeToken.filter(id=row.id, used_at__isnull=True, code_tries__lt=_CODE_TRIES)
        if not await living.update(code_tries=F("code_tries") + 1):
            raise InvalidToken

    async def kill(self, user: User, *purposes: Purpose) -> None:
        """Ends the person's living tokens, in a transaction: of these purposes, or all but the ways back.

        A way back from a changed address outlives what a thief does next: another change, a new password.
        """
        await hold(user.id)
        await _kill(user.id, *(purposes or _ALL_BUT_WAYS_BACK))

    async def kill_later(self, row: OneTimeToken) -> None:
        """Ends the living tokens of the same person and purpose that were made after this one."""
        later = OneTimeToken.filter(user_id=row.user_id, purpose=row.purpose, id__gt=row.id, used_at__isnull=True)
        await later.update(used_at=now())


async def hold(user_id: UUID | None) -> None:
    """Locks the person before their tokens, in every transaction, so that no two of them wait for each other."""
    await User.filter(id=user_id).select_for_update(no_key=True).only("id").first()


async def _kill(user_id: UUID, *purposes: Purpose) -> None:
    living = OneTimeToken.filter(user_id=user_id, purpose__in=purposes, used_at__isnull=True)
    await living.update(used_at=now())

"""Second factors: which an account has, and the proofs by an authenticator (TOTP, RFC 6238) and by recovery code.

Secrets are sealed, recovery codes kept as keyed digests. A proof is taken once, by one guarded UPDATE.
"""

import io
import logging
import re
import secrets
import time
from collections.abc import Collection, Sequence
from hmac import compare_digest
from typing import Any, cast
from uuid import UUID

import pyotp
import segno
from tortoise.queryset import QuerySet

from models import Passkey, RecoveryCode, TotpFactor
from services.database import now
from services.vault import Unsealable, Vault

_log = logging.getLogger("ostiary.second_factors")

TOTP, PASSKEY, RECOVERY_CODE = "totp", "passkey", "recovery_code"
RECOVERY_CODES = 10
_SECRET = "totp secret"
_RECOVERY = "recovery code"
_STEP = 30
# One step to either side, for a clock that is off and a code that was typed slowly (RFC 6238 §5.2).
_WINDOW = (0, -1, 1)
_TOTP_FORM = re.compile(r"[0-9]{6}", re.ASCII)
# 80 bits in base32, of which no letter looks like a digit that is in it.
_RECOVERY_FORM = re.compile(r"[a-z2-7]{16}", re.ASCII)
_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"


async def of_person(user_id: UUID) -> list[str]:
    """Those that are on."""
    (found,) = await of_people([user_id])
    return found


async def of_people(user_ids: Sequence[UUID]) -> list[list[str]]:
    """Recovery codes only beside another one: they stand in for it."""
    with_totp = set(await _owners(TotpFactor.filter(user_id__in=user_ids, confirmed_at__isnull=False)))
    with_passkey = set(await _owners(Passkey.filter(user_id__in=user_ids)))
    if not (with_any := with_totp | with_passkey):
        return [[] for _ in user_ids]
    with_codes = set(await _owners(RecoveryCode.filter(user_id__in=with_any, used_at__isnull=True)))
    held = ((TOTP, with_totp), (PASSKEY, with_passkey), (RECOVERY_CODE, with_codes))
    return [[factor for factor, owners in held if user_id in owners] for user_id in user_ids]


async def _owners(rows: QuerySet[Any]) -> list[UUID]:
    return cast(list[UUID], await rows.distinct().values_list("user_id", flat=True))


def are_two_factors(methods: Collection[str]) -> bool:
    """A passkey is two by itself, since it asks its owner for a PIN or a finger. A mailbox or a phone counts as one,
    however often it is proved, so neither is ever a second factor.
    """
    return PASSKEY in methods or (len(methods) > 1 and bool({TOTP, RECOVERY_CODE} & {*methods}))


class SecondFactors:
    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    async def begin_totp(self, user_id: UUID) -> str:
        """In a transaction: a new secret, which waits for its first code. An older one that waits is gone."""
        secret = pyotp.random_base32()
        await TotpFactor.filter(user_id=user_id, confirmed_at__isnull=True).delete()
        await TotpFactor.create(user_id=user_id, sealed_secret=self._vault.seal(secret.encode(), purpose=_SECRET))
        return secret

    async def confirm_totp(self, factor: TotpFactor, code: str) -> bool:
        """In a transaction: switches the waiting one on, in the place of any before, where the code is right."""
        step = self._matching_step(factor, code)
        if step is None:
            return False
        await TotpFactor.filter(user_id=factor.user_id, confirmed_at__isnull=False).delete()
        await TotpFactor.filter(id=factor.id).update(confirmed_at=now(), last_step=step)
        return True

    async def use_totp(self, user_id: UUID, code: str) -> bool:
        """Whether the code is right and of a later time step than any that was taken."""
        factor = await TotpFactor.get_or_none(user_id=user_id, confirmed_at__isnull=False)
        step = self._matching_step(factor, code) if factor else None
        if factor is None or step is None:
            return False
        return bool(await TotpFactor.filter(id=factor.id, last_step__lt=step).update(last_step=step))

    def _matching_step(self, factor: TotpFactor, code: str) -> int | None:
        typed = "".join(code[:40].split())
        if not _TOTP_FORM.fullmatch(typed):
            return None
        try:
            totp = pyotp.TOTP(self._vault.open(factor.sealed_secret, purpose=_SECRET).decode())
        except Unsealable:
            _log.error("authenticator %s was sealed under a SECRET_KEY that is gone: no code of it is right", factor.id)
            return None
        current = int(time.time()) // _STEP
        steps = [current + offset for offset in _WINDOW]
        return next((step for step in steps if compare_digest(totp.generate_otp(step), typed)), None)

    async def new_recovery_codes(self, user_id: UUID) -> list[str]:
        """In a transaction: a new set, in the place of the one before."""
        await RecoveryCode.filter(user_id=user_id).delete()
        codes = [_new_recovery_code() for _ in range(RECOVERY_CODES)]
        await RecoveryCode.bulk_create(
            [RecoveryCode(user_id=user_id, digest=self._digests(user_id, code)[0]) for code in codes]
        )
        return codes

    async def use_recovery_code(self, user_id: UUID, code: str) -> bool:
        unused = RecoveryCode.filter(user_id=user_id, digest__in=self._digests(user_id, code), used_at__isnull=True)
        return bool(await unused.update(used_at=now()))

    def _digests(self, user_id: UUID, code: str) -> list[str]:
        """As people type it: in any case, with or without blanks and dashes."""
        plain = re.sub(r"[\s-]", "", code[:80]).lower()
        return self._vault.digests(f"{user_id} {plain}", purpose=_RECOVERY) if _RECOVERY_FORM.fullmatch(plain) else []


def _new_recovery_code() -> str:
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(16))
    return "-".join(letters[start : start + 4] for start in range(0, 16, 4))


def otpauth_uri(secret: str, *, account: str, issuer: str) -> str:
    """What an authenticator reads (github.com/google/google-authenticator/wiki/Key-Uri-Format)."""
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=issuer)


def qr_svg(text: str) -> str:
    """On white, so that it can be read on a dark page too."""
    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(drawn, kind="svg", xmldecl=False, scale=4, light="#fff", nl=False)
    return drawn.getvalue().decode()

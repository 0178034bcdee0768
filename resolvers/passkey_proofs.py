"""Proofs by a passkey: a challenge for a browser, and whose passkey answered it.

An answer that proves nothing changes nothing, and does not spend its challenge.
"""

import hmac
import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from models import OneTimeToken, Passkey, Purpose
from resolvers.context import Context
from services import audit
from services.audit import Actor
from services.database import now, transaction
from services.errors import AccountDeactivated, InvalidToken
from services.webauthn import PATIENCE, Answer, Refused, Use

_BROWSER = "passkey browser"
_log = logging.getLogger("ostiary.passkeys")


@dataclass(frozen=True)
class Challenge:
    """`token` is ours, one-time; `options` are for the browser, with WebAuthn's own challenge in them."""

    token: str
    options: dict[str, Any]


def new_challenge() -> str:
    """WebAuthn's, in base64url."""
    return secrets.token_urlsafe(32)


async def begin(context: Context) -> Challenge:
    """For whichever passkey the person chooses: the same for everybody. In cookie mode for this browser alone."""
    challenge = new_challenge()
    detail = {"challenge": challenge}
    if context.cookie_mode:
        browser = context.passkey_cookie or secrets.token_urlsafe(32)
        context.new_cookies["passkey"] = browser
        detail["browser"] = context.services.vault.digest(browser, purpose=_BROWSER)
    async with transaction():
        minted = await context.services.onetime.mint(Purpose.PASSKEY_SIGN_IN, None, "", ttl=PATIENCE, detail=detail)
    return Challenge(minted.token, context.services.relying_party.request_options(challenge))


async def finish(context: Context, token: str, credential: object, *, of: UUID | None = None) -> Passkey:
    """The passkey that answered a challenge of `begin`, which is spent now; InvalidToken or AccountDeactivated if none.

    `of`: whose it must be, where that is known.
    """
    row = await context.services.onetime.find(token, Purpose.PASSKEY_SIGN_IN)
    _require_browser(context, row)
    passkey, use = await check(context, str(row.detail["challenge"]), credential, of=of)
    async with transaction():
        await context.services.onetime.spend(row)
        await note(passkey, use)
    return passkey


def _require_browser(context: Context, row: OneTimeToken) -> None:
    bound = row.detail.get("browser")
    own = context.services.vault.digests(context.passkey_cookie or "", purpose=_BROWSER)
    if isinstance(bound, str) and not any(hmac.compare_digest(digest, bound) for digest in own):
        raise InvalidToken


async def check(context: Context, challenge: str, credential: object, *, of: UUID | None = None) -> tuple[Passkey, Use]:
    """The passkey, with its person, whose key signed this challenge; InvalidToken or AccountDeactivated otherwise."""
    try:
        answer = context.services.relying_party.read(credential)
        passkey = await _named(answer, of)
        use = context.services.relying_party.verify(answer, challenge, passkey)
    except Refused as fault:
        _log.warning("A passkey's answer proves nothing: %r", str(fault)[:200])
        raise InvalidToken from None
    if _goes_back(passkey, use):
        await _tell_of_copy(context, passkey, use)
        raise InvalidToken
    if not passkey.user.is_active:
        raise AccountDeactivated
    return passkey, use


async def _named(answer: Answer, of: UUID | None) -> Passkey:
    """The passkey that the answer names. Where nobody is known by another proof, the answer itself must say whose it is
    (WebAuthn Level 3 §7.2, step 6); elsewhere it may.
    """
    passkey = await Passkey.filter(credential_id=answer.credential_id).select_related("user").first()
    if passkey is None or passkey.user_id != (of or passkey.user_id):
        raise Refused("A passkey that is unknown, or of somebody else")
    if answer.user_handle != passkey.user_id.bytes and (of is None or answer.user_handle is not None):
        raise Refused("A passkey that says it is of somebody else")
    return passkey


def _goes_back(passkey: Passkey, use: Use) -> bool:
    """A counter that does not advance hints at a copy of the key (WebAuthn Level 3 §6.1.1); 0 is no counter."""
    before: int = passkey.sign_count
    return use.sign_count <= before and (before, use.sign_count) != (0, 0)


async def _tell_of_copy(context: Context, passkey: Passkey, use: Use) -> None:
    async with transaction():
        await audit.record(
            "passkey_counter_went_back",
            actor=Actor.of(passkey.user),
            target=passkey,
            origin=context.origin,
            expected_above=passkey.sign_count,
            answered=use.sign_count,
        )


async def note(passkey: Passkey, use: Use) -> None:
    """In the transaction that spends the challenge. InvalidToken where the passkey went, or was used, meanwhile."""
    unchanged = Passkey.filter(id=passkey.id, sign_count=passkey.sign_count)
    if not await unchanged.update(sign_count=use.sign_count, backed_up=use.backed_up, last_used_at=now()):
        raise InvalidToken


def allowed_options(context: Context, challenge: str, passkeys: Sequence[Passkey]) -> dict[str, Any]:
    """For one person, who is known by another proof: any of these passkeys will do."""
    return context.services.relying_party.request_options(challenge, passkeys)

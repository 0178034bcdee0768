"""Proofs by a passkey: a challenge for a browser, and whose passkey answered it. Sessions are not known here: they ask.

An answer that proves nothing changes nothing, and does not spend its challenge.
"""

import hmac
import logging
import secrets
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from models import OneTimeToken, Passkey, Purpose, User
from resolvers.context import Context
from services import audit
from services.audit import Actor
from services.database import now, transaction
from services.errors import AccountDeactivated, InvalidCode, InvalidToken
from services.webauthn import PATIENCE, Answer, Refused, Signed, digest_of

_BROWSER = "passkey browser"
_log = logging.getLogger("ostiary.passkeys")


@dataclass(frozen=True)
class Challenge:
    """`token` is ours, one-time; `options` are for the browser, with WebAuthn's own challenge in them."""

    token: str
    options: dict[str, Any]


@dataclass(frozen=True)
class Use:
    """A proof that is still to be noted. The passkey comes with its person."""

    passkey: Passkey
    signed: Signed


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
    use = await _check(context, str(row.detail["challenge"]), credential, of)
    if not use.passkey.user.is_active:
        raise AccountDeactivated
    async with transaction():
        await context.services.onetime.spend(row)
        await note(use)
    return use.passkey


def _require_browser(context: Context, row: OneTimeToken) -> None:
    bound = row.detail.get("browser")
    own = context.services.vault.digests(context.passkey_cookie or "", purpose=_BROWSER)
    if isinstance(bound, str) and not any(hmac.compare_digest(digest, bound) for digest in own):
        raise InvalidToken


async def options(context: Context, user: User) -> dict[str, Any]:
    """For a second factor: any of the person's passkeys. Kept in the `detail` of the MFA challenge."""
    passkeys = await Passkey.filter(user_id=user.id).order_by("id")
    return context.services.relying_party.request_options(new_challenge(), passkeys)


async def answer_to(context: Context, challenge: OneTimeToken, credential: object) -> Use:
    """To the options of an MFA challenge, outside the transaction that spends it; InvalidCode for what is none."""
    asked = challenge.detail.get("passkey_options")
    if not isinstance(asked, dict):
        raise InvalidCode
    try:
        return await _check(context, asked["challenge"], credential, challenge.user_id)
    except InvalidToken:
        raise InvalidCode from None


async def _check(context: Context, challenge: str, credential: object, of: UUID | None) -> Use:
    """Whose key signed this challenge; InvalidToken where nobody's did, or not the one's whose it must be."""
    try:
        answer = context.services.relying_party.read(credential)
        passkey = await _named(answer, of)
        signed = context.services.relying_party.verify(answer, challenge, passkey)
    except Refused as fault:
        log_refusal(fault)
        raise InvalidToken from None
    if _goes_back(passkey, signed):
        await _tell_of_copy(context, passkey, signed)
        raise InvalidToken
    return Use(passkey, signed)


def log_refusal(fault: Refused) -> None:
    """For the operator: clients are told no more than that."""
    _log.warning("A passkey's answer proves nothing: %r", str(fault)[:200])


async def _named(answer: Answer, of: UUID | None) -> Passkey:
    """The passkey that the answer names. Where nobody is known by another proof, the answer itself must say whose it is
    (WebAuthn Level 3 §7.2, step 6); elsewhere it may.
    """
    passkey = await Passkey.filter(digest=digest_of(answer.credential_id)).select_related("user").first()
    if passkey is None or passkey.user_id != (of or passkey.user_id):
        raise Refused("A passkey that is unknown, or of somebody else")
    if answer.user_handle != passkey.user_id.bytes and (of is None or answer.user_handle is not None):
        raise Refused("A passkey that says it is of somebody else")
    return passkey


def _goes_back(passkey: Passkey, signed: Signed) -> bool:
    """A counter that does not advance hints at a copy of the key (WebAuthn Level 3 §6.1.1); 0 is no counter."""
    before: int = passkey.sign_count
    return signed.sign_count <= before and (before, signed.sign_count) != (0, 0)


async def _tell_of_copy(context: Context, passkey: Passkey, signed: Signed) -> None:
    async with transaction():
        await audit.record(
            "passkey_counter_went_back",
            actor=Actor.of(passkey.user),
            target=passkey,
            origin=context.origin,
            expected_above=passkey.sign_count,
            answered=signed.sign_count,
        )


async def note(use: Use) -> None:
    """In the transaction that spends the challenge. InvalidToken where the passkey went, or was used, meanwhile."""
    unchanged = Passkey.filter(id=use.passkey.id, sign_count=use.passkey.sign_count)
    noted = {"sign_count": use.signed.sign_count, "backed_up": use.signed.backed_up, "last_used_at": now()}
    if not await unchanged.update(**noted):
        raise InvalidToken

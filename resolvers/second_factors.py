"""Second factors: enrolled, proved, taken away. The first proof of a sign-in is none of their business."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tortoise.expressions import Q

from models import Passkey, Purpose, RecoveryCode, TotpFactor, User
from resolvers import guesses, mails, passkey_proofs, session_methods, sessions
from resolvers.context import Context
from resolvers.passkey_proofs import Use
from services import audit, second_factors
from services.audit import Actor
from services.database import transaction
from services.errors import AccountDeactivated, InvalidCode, InvalidToken, NotFound
from services.onetime import hold
from services.second_factors import PASSKEY, RECOVERY_CODE, TOTP, otpauth_uri, qr_svg


@dataclass(frozen=True)
class Proof:
    """Of one second factor: the field that is given tells which."""

    totp: str | None = None
    recovery_code: str | None = None
    passkey: Any = None


@dataclass(frozen=True)
class TotpEnrollment:
    """Shown this once."""

    secret: str
    uri: str
    qr_svg: str


async def complete(context: Context, challenge: str, proof: Proof) -> sessions.SignedInResult:
    """The session that a first factor was not enough for.

    A wrong proof counts towards the account's one lockout; the fifth is the challenge's last.
    """
    onetime = context.services.onetime
    row = await onetime.find(challenge, Purpose.MFA)
    user = row.user
    if user is None or not user.is_active:
        raise AccountDeactivated
    async with guesses.of_factor(context, user):
        await onetime.count_try(row)
        use = await passkey_proofs.answer_to(context, row, proof.passkey) if proof.passkey is not None else None
        async with transaction():
            await onetime.spend(row)
            method = await _prove(context, user, proof, use)
    return await sessions.begin(context, user, [*row.detail["methods"], method], outrun=InvalidToken)  # type: ignore[misc]


async def _prove(context: Context, user: User, proof: Proof, use: Use | None) -> str:
    """In the transaction that spends the challenge, which a wrong proof rolls back: which factor it was."""
    factors = context.services.second_factors
    if proof.totp is not None and await factors.use_totp(user.id, proof.totp):
        return TOTP
    if proof.recovery_code is not None and await factors.use_recovery_code(user.id, proof.recovery_code):
        await _tell_of_recovery(context, user)
        return RECOVERY_CODE
    if use is not None:
        await passkey_proofs.note(use)
        return PASSKEY
    raise InvalidCode


async def _tell_of_recovery(context: Context, user: User) -> None:
    left = await RecoveryCode.filter(user_id=user.id, used_at__isnull=True).count()
    await audit.record("recovery_code_used", actor=Actor.of(user), target=user, origin=context.origin, left=left)
    await mails.send_recovery_code_used(context, user, left)


async def enroll_totp(context: Context) -> TotpEnrollment:
    """A secret that is good for nothing before its first code; what is on stays on until then."""
    user = await context.user()
    async with transaction():
        await hold(user.id)
        secret = await context.services.second_factors.begin_totp(user.id)
    uri = otpauth_uri(secret, account=user.email or user.phone or "", issuer=context.services.policy.brand_name)
    return TotpEnrollment(secret, uri, qr_svg(uri))


async def confirm_totp(context: Context, code: str) -> list[str]:
    """Switches it on, in the place of any authenticator before; a new set of recovery codes."""
    user = await context.user()
    factors = context.services.second_factors
    async with transaction():
        await hold(user.id)
        waiting = await TotpFactor.get_or_none(user_id=user.id, confirmed_at__isnull=True)
        if waiting is None:
            raise NotFound
        if not await factors.confirm_totp(waiting, code):
            raise InvalidCode
        codes = await factors.new_recovery_codes(user.id)
        await session_methods.add(context.principal().session_id, TOTP)
        await added(context, user, TOTP)
    await context.changed(user.id)
    return codes


async def disable_totp(context: Context) -> User:
    user = await context.user()
    async with transaction():
        await hold(user.id)
        if not await TotpFactor.filter(user_id=user.id, confirmed_at__isnull=False).delete():
            raise NotFound
        await TotpFactor.filter(user_id=user.id).delete()
        await removed(context, user, TOTP)
    await context.changed(user.id)
    return user


async def regenerate_recovery_codes(context: Context) -> list[str]:
    """A new set; no code of the one before is good any more. NotFound without a factor to recover from."""
    user = await context.user()
    async with transaction():
        await hold(user.id)
        if not await second_factors.of_person(user.id):
            raise NotFound
        codes = await context.services.second_factors.new_recovery_codes(user.id)
        await audit.record("recovery_codes_generated", actor=context.actor, target=user, origin=context.origin)
    return codes


async def strip(context: Context, user: User, *, since: datetime | None = None) -> list[str]:
    """In a transaction: takes every factor away, or those added since then, when it may not have been the person."""
    await hold(user.id)
    had = await second_factors.of_person(user.id)
    since = since or user.created_at
    await TotpFactor.filter(Q(confirmed_at__gte=since) | Q(confirmed_at__isnull=True), user_id=user.id).delete()
    await Passkey.filter(user_id=user.id, created_at__gte=since).delete()
    await RecoveryCode.filter(user_id=user.id, created_at__gte=since).delete()
    left = await second_factors.of_person(user.id)
    taken = [factor for factor in had if factor not in left]
    await removed(context, user, *taken)
    return taken


async def added(context: Context, user: User, factor: str) -> None:
    """In the transaction that switches a factor on. Whoever is half way in starts anew, and is asked for it."""
    await context.services.onetime.kill(user, Purpose.MFA)
    await audit.record("factor_added", actor=context.actor, target=user, origin=context.origin, factor=factor)
    await mails.send_factor_added(context, user, factor)


async def removed(context: Context, user: User, *factors: str) -> None:
    """In the transaction that takes factors away."""
    await lost(context, user, *factors)
    for factor in factors:
        if factor != RECOVERY_CODE:
            await audit.record("factor_removed", actor=context.actor, target=user, origin=context.origin, factor=factor)
            await mails.send_factor_removed(context, user, factor)


async def lost(context: Context, user: User, *factors: str) -> None:
    """In a transaction: what the person has none of now, no session has proved any more.

    Recovery codes go with the last factor that they stood in for.
    """
    await context.services.onetime.kill(user, Purpose.MFA)
    left = await second_factors.of_person(user.id)
    gone = [factor for factor in factors if factor not in left]
    if not left:
        await RecoveryCode.filter(user_id=user.id).delete()
        gone.append(RECOVERY_CODE)
    await session_methods.lower(user.id, *gone)

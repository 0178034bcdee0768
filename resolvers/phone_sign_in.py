"""Signing in by a phone that was proved: by its password, by a texted code; and a new password by a texted code."""

from tortoise.expressions import Q

from models import OneTimeToken, Purpose, User
from resolvers import guesses, passwords, phone_codes, sessions
from resolvers.context import Context
from resolvers.phones import require_method, require_phones, start
from services import audit
from services.audit import Actor
from services.database import transaction
from services.errors import (
    AccountDeactivated,
    AccountLocked,
    InvalidCode,
    InvalidCredentials,
    InvalidToken,
    PhoneNotVerified,
    Refusal,
)
from services.passwords import check_strength
from services.phones import canonical_phone, national_part, required_phone
from services.texts import N_
from services.timing import evened


async def sign_in(context: Context, phone: str, password: str) -> sessions.Outcome:
    """By number and password. Whatever the reason of a refusal, it cost the same time, and locks count by number."""
    require_method(context, "phone_password")
    number = canonical_phone(phone)
    identifier = number or phone.strip()[:40]
    user = await User.get_or_none(phone=number) if number else None
    try:
        await guesses.check(context, identifier, user, password)
    except InvalidCredentials:
        raise InvalidCredentials(N_("Incorrect phone number or password.")) from None
    assert user is not None
    refusal: Refusal | None = None if user.is_active else AccountDeactivated()
    if context.services.policy.require_phone_verification and not user.phone_verified:
        refusal = refusal or PhoneNotVerified()
    if refusal is not None:
        async with transaction():
            await audit.record(
                "login_failed", actor=Actor.of(user), target=user, origin=context.origin, reason=refusal.code
            )
        raise refusal
    return await sessions.start(context, user, ["password"])


@evened
async def send_sign_in_code(context: Context, phone: str) -> str:
    """To a verified number. The same answer, after the same work, for any other."""
    require_method(context, "sms_code")
    number = required_phone(phone)
    user = await User.get_or_none(phone=number, phone_verified=True, is_active=True)
    await phone_codes.send(context, Purpose.SIGN_IN_CODE, user, number)
    return number


async def sign_in_with_code(context: Context, phone: str, code: str) -> sessions.Outcome:
    """Wrong passwords lock nobody out of this: the phone in hand is a proof, not a guess."""
    require_method(context, "sms_code")
    row = await phone_codes.find(context, phone, code, Purpose.SIGN_IN_CODE)
    return await start(context, await _spend_by_holder(context, row))


async def _spend_by_holder(context: Context, row: OneTimeToken) -> User:
    """InvalidCode where the number is not the person's any more, or another request was faster."""
    try:
        async with transaction():
            await context.services.onetime.spend(row)
            user = await User.get_or_none(id=row.user_id, phone=row.address, phone_verified=True)
            if user is None:
                raise InvalidCode
    except InvalidToken:
        raise InvalidCode from None
    return user


@evened
async def request_reset(context: Context, phone: str) -> str:
    """A code to the number, if an account has verified it. The same answer, after the same work, if not."""
    require_phones(context)
    number = required_phone(phone)
    user = await User.get_or_none(phone=number, phone_verified=True, is_active=True)
    cap = await phone_codes.reached_cap(context, user, number)
    async with transaction():
        await phone_codes.post(context, Purpose.RESET_PASSWORD, user, number, cap=cap)
        await audit.record(
            "password_reset_requested",
            actor=Actor.of(user) if user else audit.NOBODY,
            target=user,
            origin=context.origin,
        )
    return number


async def reset_password(context: Context, phone: str, code: str, new_password: str) -> int:
    """Like a reset by mail: clears a lock and ends every session; how many. A weak password spends no code."""
    try:
        row = await phone_codes.find(context, phone, code, Purpose.RESET_PASSWORD)
    except (InvalidCode, AccountLocked, AccountDeactivated):
        raise InvalidToken from None
    name = row.user.full_name if row.user else None
    check_strength(new_password, email=national_part(row.address), name=name, path="newPassword")
    password_hash = await context.services.passwords.hash(new_password)
    async with transaction():
        await context.services.onetime.spend(row)
        user = await User.get_or_none(id=row.user_id, phone=row.address, phone_verified=True)
        if user is None:
            raise InvalidToken
        ended = await passwords.replace(context, user, password_hash, Q(user_id=user.id))
        await audit.record("password_reset_confirmed", actor=Actor.of(user), target=user, origin=context.origin)
    await guesses.forget(context, user)
    await context.changed(user.id)
    return len(ended)

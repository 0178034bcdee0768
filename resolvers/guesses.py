"""Guesses at an account's password or second factor, wherever one is asked for: checked, counted, recorded.

Both count towards one lockout. Never tells who exists.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from models import Purpose, User
from resolvers import mails
from resolvers.context import Context
from services import audit, second_factors
from services.attempts import CODE_GUESSES, PASSWORD_GUESSES, code_counter, identifiers_of
from services.audit import Actor
from services.database import transaction
from services.errors import AccountLocked, InvalidCode, InvalidCredentials
from services.text import is_storable


def identifier_of(user: User) -> str:
    """What guesses of someone who is signed in count under: the address or number that they sign in with."""
    return identifiers_of(user)[0]


async def forget(context: Context, user: User) -> None:
    """Ends a lock of sign-in, by whichever identifier it was caused."""
    for identifier in identifiers_of(user):
        await context.services.attempts.clear(PASSWORD_GUESSES, identifier)


async def check(context: Context, identifier: str, user: User | None, password: str) -> None:
    """Raises InvalidCredentials or AccountLocked; counts the wrong ones; renews a hash of an older cost."""
    services = context.services
    locked = await services.attempts.locked_until(PASSWORD_GUESSES, identifier)
    stored = user.password_hash if user is not None and locked is None else None
    verdict = await services.passwords.verify(password, stored)
    try:
        # Asked again: whoever guesses in parallel learns nothing from the guesses that end after the lock.
        has_guesses = await services.attempts.refuse_if_locked(PASSWORD_GUESSES, identifier)
        if user is None or not verdict.matches:
            await _count_wrong(context, identifier, user)
            raise InvalidCredentials
    except AccountLocked:
        await record(context, "login_locked", identifier, user)
        raise
    if has_guesses and not await second_factors.of_person(user.id):
        # Who knows the password has not thereby the right to go on guessing at the second factor.
        await services.attempts.clear(PASSWORD_GUESSES, identifier)
    if verdict.outdated:
        renewed = await services.passwords.hash(password)
        await User.filter(id=user.id, password_hash=stored).update(password_hash=renewed)
        user.password_hash = renewed


@asynccontextmanager
async def of_factor(context: Context, user: User) -> AsyncIterator[None]:
    """Around the proof of a second factor: refuses it unread while a lock holds, counts it where it ends in
    InvalidCode, and else forgets the wrong ones.

    Ten wrong ones an hour are the most, resets included: a mailbox gives nobody more guesses (OWASP ASVS 5.0 V6.6.3).
    """
    attempts, counter = context.services.attempts, _factor_counter(user)
    try:
        for identifier in identifiers_of(user):
            await attempts.refuse_if_locked(PASSWORD_GUESSES, identifier)
        await attempts.refuse_if_locked(CODE_GUESSES, counter)
        try:
            yield
        except InvalidCode:
            await attempts.count_failure(CODE_GUESSES, counter)
            await _count_wrong(context, identifier_of(user), user, reason="SECOND_FACTOR")
            raise
    except AccountLocked:
        await record(context, "login_locked", identifier_of(user), user)
        raise
    await forget_factor(context, user)


def _factor_counter(user: User) -> str:
    return code_counter(Purpose.MFA, str(user.id))


async def forget_factor(context: Context, user: User) -> None:
    """Ends every lock, of second factors too."""
    await forget(context, user)
    await context.services.attempts.clear(CODE_GUESSES, _factor_counter(user))


async def _count_wrong(context: Context, identifier: str, user: User | None, **detail: Any) -> None:
    """Counts, and tells the owner of the first lock."""
    lock = await context.services.attempts.count_failure(PASSWORD_GUESSES, identifier)
    await record(context, "login_failed", identifier, user, **detail)
    if lock is not None:
        await record(context, "account_locked", identifier, user)
        if lock.is_first and user is not None and user.email_verified:
            await mails.send_account_locked(context, user, lock.until)


async def record(context: Context, event: str, identifier: str, user: User | None, **detail: Any) -> None:
    actor = Actor(user.id if user else None, identifier if is_storable(identifier) else None)
    async with transaction():
        await audit.record(event, actor=actor, target=user, origin=context.origin, **detail)

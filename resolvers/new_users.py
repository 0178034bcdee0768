"""Accounts that an administrator makes: one by one, imported with their hash, or a handful to try things out with."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tortoise.exceptions import IntegrityError

from models import SiteRole, User
from resolvers import accounts, invites
from resolvers.context import Context
from resolvers.profiles import clean_profile, merged_json
from services import audit
from services.database import transaction
from services.errors import EmailTaken, FieldFault, InvalidInput, PhoneTaken, RoleTooHigh
from services.foreign_hashes import UnfitHash
from services.passwords import check_strength, importable
from services.phones import national_part, required_phone
from services.text import required_email


@dataclass(frozen=True)
class NewUser:
    """`password_hash` in place of `password` where the account comes from elsewhere; neither: set by a reset."""

    email: str | None = None
    phone: str | None = None
    password: str | None = None
    password_hash: str | None = None
    full_name: str | None = None
    locale: str | None = None
    role: SiteRole = SiteRole.USER
    email_verified: bool = False
    phone_verified: bool = False
    user_data: Any = None
    app_data: Any = None


async def create(context: Context, wish: NewUser) -> User:
    """By the rules of a sign-up. An unverified address gets the mail that proves it."""
    if context.site_role is None or not context.site_role.reaches(wish.role):
        raise RoleTooHigh
    user = clean(context, wish)
    user.password_hash = await _hash_of(context, wish, user)
    await _insert(context, [user])
    return user


def clean(context: Context, wish: NewUser) -> User:
    """The row in its stored form, without a password; InvalidInput otherwise."""
    user = User(
        email=required_email(wish.email) if wish.email else None,
        phone=required_phone(wish.phone) if wish.phone else None,
        role=wish.role,
        email_verified=wish.email_verified and bool(wish.email),
        phone_verified=wish.phone_verified and bool(wish.phone),
        app_data=merged_json({}, wish.app_data, "appData"),
        **clean_profile({"full_name": wish.full_name, "locale": wish.locale, "user_data": wish.user_data}),
    )
    if wish.user_data is not None:
        # Where none is given, the person adds it: the first administrator is made without.
        context.services.user_data.check(user.user_data)
    if user.email is None and user.phone is None:
        raise InvalidInput(FieldFault("email", "an account needs an address or a phone number"))
    return user


async def _hash_of(context: Context, wish: NewUser, user: User) -> str | None:
    if wish.password_hash is not None:
        if wish.password is not None:
            raise InvalidInput(FieldFault("passwordHash", "must stand without a password"))
        return stored_hash(wish.password_hash)
    if wish.password is None:
        return None
    known_by = user.email or (national_part(user.phone) if user.phone else None)
    check_strength(wish.password, email=known_by, name=user.full_name)
    return await context.services.passwords.hash(wish.password)


def stored_hash(hashed: str) -> str:
    """Of a hash from elsewhere; InvalidInput where it is of no known kind, malformed or too dear to check."""
    try:
        return importable(hashed)
    except UnfitHash as unfit:
        raise InvalidInput(FieldFault("passwordHash", str(unfit))) from None


async def create_verified(context: Context, emails: Sequence[str], password: str) -> list[User]:
    """Accounts that share one password: all of them or none."""
    addresses = [required_email(email) for email in emails]
    check_strength(password)
    password_hash = await context.services.passwords.hash(password)
    users = [User(email=address, password_hash=password_hash, email_verified=True) for address in addresses]
    await _insert(context, users)
    return users


async def _insert(context: Context, users: Sequence[User]) -> None:
    try:
        async with transaction():
            for user in users:
                await user.save(force_create=True)
                await audit.record(
                    "user_registered", actor=context.actor, target=user, origin=context.origin, role=user.role
                )
                await invites.accept_waiting(context, user)
                if user.email is not None and not user.email_verified:
                    await accounts.send_verification(context, user)
    except IntegrityError:
        phones = [user.phone for user in users if user.phone is not None]
        raise (PhoneTaken() if await User.exists(phone__in=phones) else EmailTaken()) from None

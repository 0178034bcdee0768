"""Administration of accounts: create, look up, change the role. Who may is asked before: by a guard or a shell."""

from collections.abc import Sequence
from dataclasses import dataclass

from tortoise.exceptions import IntegrityError

from models import SiteRole, User
from resolvers import accounts, invites
from resolvers.context import Context
from resolvers.profiles import clean_profile
from services import audit
from services.database import transaction
from services.errors import EmailTaken, NotFound
from services.passwords import check_strength
from services.text import required_email


@dataclass(frozen=True)
class NewUser:
    email: str
    password: str
    role: SiteRole = SiteRole.USER
    full_name: str | None = None
    email_verified: bool = True


async def create_user(context: Context, wish: NewUser) -> User:
    """By the same rules as a sign-up, but no mail goes out."""
    profile = clean_profile({"full_name": wish.full_name})
    email = required_email(wish.email)
    check_strength(wish.password, email=email, name=profile["full_name"])
    password_hash = await context.services.passwords.hash(wish.password)
    user = User(email=email, password_hash=password_hash, role=wish.role, email_verified=wish.email_verified, **profile)
    await _insert(context, [user])
    return user


async def create_verified_users(context: Context, emails: Sequence[str], password: str) -> list[User]:
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
    except IntegrityError:
        raise EmailTaken from None


async def users(_context: Context) -> list[User]:
    """Everyone, oldest first."""
    return await User.all().order_by("id")


async def user_by_email(_context: Context, email: str) -> User:
    user = await User.get_or_none(email=required_email(email))
    if user is None:
        raise NotFound("Nobody has this address.")
    return user


async def set_role(context: Context, email: str, role: SiteRole) -> User:
    """From the person's next request on, on every worker. A site keeps at least one admin."""
    address = required_email(email)
    async with transaction():
        user = await User.select_for_update().get_or_none(email=address)
        if user is None:
            raise NotFound("Nobody has this address.")
        if user.role is role:
            return user
        await accounts.require_spare_admin(user)
        user.role = role
        await user.save(update_fields=["role", "updated_at"])
        await audit.record(
            "user_updated", actor=context.actor, target=user, origin=context.origin, fields=["role"], role=role
        )
    await context.services.principals.forget_user(user.id)
    return user

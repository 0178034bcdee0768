"""Site administration of people. Nobody acts on someone above their own role; a site keeps an admin."""

from typing import Any

from tortoise.exceptions import IntegrityError
from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from models import SiteRole, User
from resolvers import accounts, guesses, invites, second_factors, sessions
from resolvers.context import Context, parse_id
from resolvers.profiles import clean_profile, merged_json
from services import audit, audit_chain
from services.database import transaction
from services.errors import EmailTaken, FieldFault, InvalidInput, NotFound, PhoneTaken, RoleTooHigh
from services.paging import Page, page_of, window
from services.phones import required_phone
from services.searching import beginning_with
from services.text import required_email
from services.texts import N_


async def by_id(id_: str) -> User | None:
    return await User.get_or_none(id=parse_id(id_))


async def known_as(who: str) -> User:
    """By address, phone number or id."""
    if who.startswith("+"):
        user = await User.get_or_none(phone=required_phone(who))
    elif (id_ := parse_id(who)) is not None:
        user = await User.get_or_none(id=id_)
    else:
        user = await User.get_or_none(email=required_email(who))
    if user is None:
        raise NotFound(N_("There is no such account."))
    return user


async def everyone(
    *, search: str | None = None, role: SiteRole | None = None, active: bool | None = None
) -> list[User]:
    """Oldest first."""
    return await _matching(search, role, active).order_by("id")


async def every(
    first: int | None,
    after: str | None,
    *,
    search: str | None = None,
    role: SiteRole | None = None,
    active: bool | None = None,
) -> Page[User]:
    """In the order of sign-up."""
    return await page_of(_matching(search, role, active), window(User, first, after))


def _matching(search: str | None, role: SiteRole | None, active: bool | None) -> QuerySet[User]:
    """`search` is the beginning of a name, or of an address; literal, in any case. What is None does not narrow."""
    matching = beginning_with(search.replace("\x00", "")[:254]) if search else User.all()
    if role is not None:
        matching = matching.filter(role=role)
    if active is not None:
        matching = matching.filter(is_active=active)
    return matching


async def update(context: Context, id_: str, wishes: dict[str, Any]) -> User:
    """What is absent stays, None clears; the two JSON fields merge as RFC 7396."""
    user = await _within_reach(context, id_)
    changes = clean_profile(wishes)
    changes |= _clean_identity(user, wishes)
    if (role := wishes.get("role")) is not None:
        _require_rank(context, role)
        changes["role"] = role
    try:
        async with transaction():
            if changes.get("role", SiteRole.ADMIN) is not SiteRole.ADMIN:
                # First the admins' rows, then this one: two admins who demote each other must not deadlock.
                await accounts.require_spare_admin(user)
            user = await _held(user)
            for name, path in (("user_data", "userData"), ("app_data", "appData")):
                if name in wishes:
                    changes[name] = merged_json(getattr(user, name), wishes[name], path)
            if "user_data" in wishes:
                context.services.user_data.check(changes["user_data"])
            await user.update_from_dict(changes).save()
            if {"email", "phone"} & changes.keys():
                await context.services.onetime.kill(user)
            detail = {"role": changes["role"]} if "role" in changes else {}
            await _record(context, "user_updated", user, fields=sorted(changes), **detail)
            if changes.keys() & {"email", "email_verified"}:
                await invites.accept_waiting(context, user)
    except IntegrityError:
        phone = changes.get("phone")
        is_phone = phone is not None and await User.exists(~Q(id=user.id), phone=phone)
        raise (PhoneTaken() if is_phone else EmailTaken()) from None
    await context.changed(user.id)
    return user


def _clean_identity(user: User, wishes: dict[str, Any]) -> dict[str, Any]:
    """Address, number and what is verified: an administrator's word."""
    changes: dict[str, Any] = {}
    if "email" in wishes:
        email = required_email(wishes["email"]) if wishes["email"] else None
        changes |= {"email": email, "email_verified": email == user.email and user.email_verified}
    if "phone" in wishes:
        phone = required_phone(wishes["phone"]) if wishes["phone"] else None
        changes |= {"phone": phone, "phone_verified": phone == user.phone and user.phone_verified}
    if changes.get("email", user.email) is None and changes.get("phone", user.phone) is None:
        path = "email" if "email" in changes else "phone"
        raise InvalidInput(FieldFault(path, "an account needs an address or a phone number"))
    if wishes.get("email_verified") is not None:
        changes["email_verified"] = wishes["email_verified"]
    return changes


async def activate(context: Context, id_: str) -> User:
    user = await _within_reach(context, id_)
    async with transaction():
        await _hold_within_reach(context, user)
        if await User.filter(id=user.id, is_active=False).update(is_active=True):
            await _record(context, "user_activated", user)
    return await _anew(context, user)


async def deactivate(context: Context, id_: str) -> User:
    """Ends every session. An only owner too: founding an organisation is no shield."""
    user = await _within_reach(context, id_)
    async with transaction():
        await accounts.require_spare_admin(user)
        await _hold_within_reach(context, user)
        if await User.filter(id=user.id, is_active=True).update(is_active=False):
            await sessions.end_in_transaction(context, Q(user_id=user.id))
            await context.services.onetime.kill(user)
            await _record(context, "user_deactivated", user)
    return await _anew(context, user)


async def unlock(context: Context, id_: str) -> User:
    """Forgets the wrong passwords and codes that locked the account."""
    user = await _existing(id_)
    async with transaction():
        await guesses.forget_factor(context, user)
        await _record(context, "user_unlocked", user)
    return user


async def delete(context: Context, id_: str) -> str:
    return await accounts.delete_user(context, await _within_reach(context, id_))


async def erase(context: Context, user: User) -> str:
    """Deletes the account and the personal values of its audit events, which stay; the account's id."""
    id_ = await delete(context, str(user.id))
    await audit_chain.erase_person(user.id)
    return id_


async def reset_mfa(context: Context, user: User) -> User:
    """Takes every second factor away from somebody who has lost them all: the operator vouches for who asks."""
    async with transaction():
        if not await second_factors.strip(context, user):
            raise NotFound("This account has no second factor.")
    await guesses.forget_factor(context, user)
    await context.changed(user.id)
    return user


async def revoke_sessions(context: Context, id_: str) -> User:
    user = await _within_reach(context, id_)
    await sessions.end(context, Q(user_id=user.id), event="session_revoked")
    return user


async def _existing(id_: str) -> User:
    user = await by_id(id_)
    if user is None:
        raise NotFound
    return user


async def _within_reach(context: Context, id_: str) -> User:
    user = await _existing(id_)
    _require_rank(context, user.role)
    return user


async def _hold_within_reach(context: Context, user: User) -> None:
    """In a transaction: the rank is asked again under the row's lock, since a promotion may have come between."""
    _require_rank(context, (await _held(user)).role)


async def _held(user: User) -> User:
    """In a transaction: the row as it is now, locked."""
    held = await User.filter(id=user.id).select_for_update().first()
    if held is None:
        raise NotFound
    return held


def _require_rank(context: Context, role: SiteRole) -> None:
    rank = context.site_role
    if rank is None or not rank.reaches(role):
        raise RoleTooHigh


async def _anew(context: Context, user: User) -> User:
    """NotFound where somebody deleted the account in this very moment."""
    await context.changed(user.id)
    return await _existing(str(user.id))


async def _record(context: Context, event: str, user: User, **detail: Any) -> None:
    await audit.record(event, actor=context.actor, target=user, origin=context.origin, **detail)

"""What account mails say and link to. Links are built from PUBLIC_URL alone (OWASP: Host header injection)."""

from datetime import datetime, timedelta

from models import User
from resolvers.context import Context
from services.database import now
from services.delivery.wording import Sayable
from services.devices import parse_device
from services.onetime import Minted
from services.redirects import with_parameter
from services.second_factors import PASSKEY, TOTP
from services.texts import N_, translate

_FACTORS = {TOTP: N_("an authenticator app"), PASSKEY: N_("a passkey")}


def page(context: Context, path: str, token: str | None = None) -> str:
    """One of our own pages, such as /auth/verify."""
    url = f"{context.services.policy.public_url}/auth/{path}"
    return url if token is None else with_parameter(url, "token", token)


async def send_proof(
    context: Context, to: str, template: str, minted: Minted, *, link: str, ttl: timedelta, user: User
) -> None:
    """A link and its code, which travel together."""
    values: dict[str, Sayable] = {"link": link, "code": minted.code, "expires_in": ttl}
    if template == "reset_password":
        values["name"] = user.full_name or ""
    await context.services.outbox.post(to, template, values, locale=context.language_of(user), expires_at=now() + ttl)


async def send_sign_up_attempt(context: Context, owner: User) -> None:
    values = {"name": owner.full_name, "link": page(context, "login"), "reset_link": page(context, "forgot")}
    await context.services.outbox.post(owner.email or "", "sign_up_attempt", values, locale=context.language_of(owner))


async def send_password_changed(context: Context, user: User) -> None:
    if user.email is None:
        return
    values = {"name": user.full_name, "link": page(context, "forgot"), **_whereabouts(context, user)}
    await context.services.outbox.post(user.email, "password_changed", values, locale=context.language_of(user))


async def send_new_device(context: Context, user: User) -> None:
    await _warn(context, user, "new_device")


async def send_factor_added(context: Context, user: User, factor: str) -> None:
    await _warn(context, user, "factor_added", factor=translate(context.language_of(user), _FACTORS[factor]))


async def send_factor_removed(context: Context, user: User, factor: str) -> None:
    await _warn(context, user, "factor_removed", factor=translate(context.language_of(user), _FACTORS[factor]))


async def send_passkey_added(context: Context, user: User, passkey: str) -> None:
    await _warn(context, user, "passkey_added", passkey=passkey)


async def send_passkey_removed(context: Context, user: User, passkey: str) -> None:
    await _warn(context, user, "passkey_removed", passkey=passkey)


async def send_recovery_code_used(context: Context, user: User, left: int) -> None:
    await _warn(context, user, "recovery_code_used", left=str(left))


async def _warn(context: Context, user: User, template: str, **more: str) -> None:
    """Of something that a thief might do, with the way to a new password; to a mailbox that was proved."""
    if user.email is not None and user.email_verified:
        values = {"name": user.full_name, "link": page(context, "forgot"), **_whereabouts(context, user), **more}
        await context.services.outbox.post(user.email, template, values, locale=context.language_of(user))


async def send_account_locked(context: Context, user: User, until: datetime) -> None:
    if user.email is not None:
        values = {
            "name": user.full_name,
            "at": now(),
            "ip_address": context.origin.ip_address,
            "expires_in": until - now(),
            "link": page(context, "forgot"),
        }
        await context.services.outbox.post(user.email, "account_locked", values, locale=context.language_of(user))


async def send_email_changed(context: Context, user: User, old_email: str, undo_token: str, ttl: timedelta) -> None:
    """To the old address, with the way back."""
    values = {
        "name": user.full_name,
        "at": now(),
        "link": page(context, "undo-email-change", undo_token),
        "expires_in": ttl,
    }
    await context.services.outbox.post(
        old_email, "email_changed", values, locale=context.language_of(user), expires_at=now() + ttl
    )


def _whereabouts(context: Context, user: User) -> dict[str, Sayable]:
    return {
        "at": now(),
        "device": parse_device(context.origin.user_agent or "").name(context.language_of(user)),
        "ip_address": context.origin.ip_address,
    }

"""Passwords of accounts: reset by a proof of the mailbox, change by the current one."""

from uuid import UUID

from tortoise.expressions import F, Q

from models import Purpose, Session, User
from resolvers import accounts, guesses, mails, redirects, second_factors, sessions
from resolvers.context import Context
from services import audit
from services.audit import Actor
from services.database import transaction
from services.errors import InvalidCredentials
from services.passwords import check_strength
from services.redirects import with_parameter
from services.text import required_email
from services.timing import evened


@evened
async def request_reset(context: Context, email: str, redirect_url: str | None, code_challenge: str | None) -> str:
    """A link and a code to the address, if it has an account. The same answer, after the same work, if not."""
    accounts.require_mail(context)
    address = required_email(email)
    await redirects.require(context, redirect_url, code_challenge)
    user = await User.get_or_none(email=address, is_active=True)
    async with transaction():
        if user is not None:
            await _send_reset(context, user, redirect_url)
        else:
            await accounts.post_decoy(context, Purpose.RESET_PASSWORD, address)
        await audit.record(
            "password_reset_requested",
            actor=Actor(user.id if user else None, address),
            target=user,
            origin=context.origin,
        )
    return address


async def _send_reset(context: Context, user: User, redirect_url: str | None) -> None:
    ttl = context.services.policy.reset_token_ttl
    minted = await context.services.onetime.mint(Purpose.RESET_PASSWORD, user, user.email or "", ttl=ttl)
    if redirect_url is None:
        link = mails.page(context, "reset", minted.token)
    else:
        link = with_parameter(redirect_url, "token", minted.token)
    await mails.send_proof(context, user.email or "", "reset_password", minted, link=link, ttl=ttl, user=user)


async def reset(context: Context, proof: accounts.Proof, new_password: str) -> int:
    """Sets a new password, proves the mailbox, clears a lock and ends every session; how many.

    A weak password is refused before the proof is spent, so that the link still works for a better one.
    """
    row = await accounts.find_proof(context, proof, Purpose.RESET_PASSWORD)
    user = await User.get(id=row.user_id)
    check_strength(new_password, email=user.email, name=user.full_name, path="newPassword")
    password_hash = await context.services.passwords.hash(new_password)
    async with transaction():
        await context.services.onetime.spend(row)
        if not (user.email_verified or user.phone_verified):
            # Whoever enrolled these had proved nothing (pre-hijacking).
            await second_factors.strip(context, user)
        user = await accounts.mark_verified(context, row)
        ended = await replace(context, user, password_hash, Q(user_id=user.id))
        await audit.record("password_reset_confirmed", actor=Actor.of(user), target=user, origin=context.origin)
    await guesses.forget(context, user)
    await context.changed(user.id)
    return len(ended)


async def change(context: Context, current: str, new: str, *, revoke_other_sessions: bool) -> int:
    """Refuses every access token minted before; the sessions that stay refresh theirs. How many ended."""
    viewer, user = context.principal(), await context.user()
    await guesses.check(context, guesses.identifier_of(user), user, current)
    check_strength(new, email=user.email, name=user.full_name, path="newPassword")
    password_hash = await context.services.passwords.hash(new)
    ending = Q(user_id=user.id) & ~Q(id=viewer.session_id) if revoke_other_sessions else Q(id=None)
    async with transaction():
        if not await User.filter(id=user.id, password_hash=user.password_hash).update(password_hash=password_hash):
            raise InvalidCredentials
        ended = await replace(context, user, password_hash, ending)
        await audit.record("password_changed", actor=context.actor, target=user, origin=context.origin)
    await context.changed(user.id)
    return len(ended)


async def replace(context: Context, user: User, password_hash: str, ending: Q) -> list[UUID]:
    """In a transaction: the new hash, the end of older proofs and of `ending` sessions, and a mail that tells."""
    await User.filter(id=user.id).update(password_hash=password_hash)
    await context.services.onetime.kill(user)
    ended = await sessions.end_in_transaction(context, ending)
    await Session.filter(user_id=user.id, ended_at__isnull=True).update(token_generation=F("token_generation") + 1)
    await mails.send_password_changed(context, user)
    return ended

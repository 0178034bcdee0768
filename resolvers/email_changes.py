"""Changing the address of an account: asked by the viewer, proved by the new mailbox, undone by the old one."""

from datetime import timedelta

from tortoise.exceptions import IntegrityError
from tortoise.expressions import Q

from models import Identity, OneTimeToken, Purpose, User
from resolvers import invites, mails, redirects, second_factors, sessions
from resolvers.context import Context
from services import audit
from services.audit import Actor
from services.database import transaction
from services.errors import FieldFault, InvalidInput, InvalidToken
from services.text import required_email
from services.timing import evened

_UNDO_TTL = timedelta(days=7)


@evened
async def request(context: Context, email: str, redirect_url: str | None) -> str:
    """A mail to the new address. The same answer where another account has it, and then no mail."""
    if context.services.policy.mail == "off":
        raise InvalidInput(FieldFault("email", "cannot be changed while mail is switched off"))
    address = required_email(email)
    await redirects.require(context, redirect_url)
    user, ttl = await context.user(), context.services.policy.verification_ttl
    if await User.exists(email=address):
        async with transaction():
            await context.services.onetime.mint(Purpose.CHANGE_EMAIL, None, address, ttl=ttl)
            await context.services.outbox.post_nothing()
        return address
    async with transaction():
        minted = await context.services.onetime.mint(
            Purpose.CHANGE_EMAIL, user, address, ttl=ttl, detail={"redirect_url": redirect_url}
        )
        link = mails.page(context, "verify", minted.token)
        await mails.send_proof(context, address, "email_change_verify", minted, link=link, ttl=ttl, user=user)
    return address


async def complete(context: Context, row: OneTimeToken) -> str:
    """The new address takes the old one's place, which is told and given a way back."""
    onetime = context.services.onetime
    try:
        async with transaction():
            await onetime.spend(row)
            user = await User.get(id=row.user_id)
            old_email, user.email, user.email_verified = user.email, row.address, True
            await user.save(update_fields=["email", "email_verified", "updated_at"])
            await onetime.kill(user)
            await audit.record("email_changed", actor=Actor.of(user), target=user, origin=context.origin)
            await invites.accept_waiting(context, user)
            if old_email is not None:
                minted = await onetime.mint(Purpose.UNDO_EMAIL_CHANGE, user, old_email, ttl=_UNDO_TTL)
                await mails.send_email_changed(context, user, old_email, minted.token, _UNDO_TTL)
    except IntegrityError:
        # Someone else took the address meanwhile.
        raise InvalidToken from None
    await context.changed(user.id)
    return row.address


async def undo(context: Context, token: str) -> tuple[str, str]:
    """Restores the old address, ends every session, drops password, providers and the second factors that were added
    since; the address and a reset token.
    """
    onetime, policy = context.services.onetime, context.services.policy
    row = await onetime.find(token, Purpose.UNDO_EMAIL_CHANGE)
    try:
        async with transaction():
            await onetime.spend(row)
            user = await User.get(id=row.user_id)
            user.email, user.email_verified, user.password_hash = row.address, True, None
            await user.save(update_fields=["email", "email_verified", "password_hash", "updated_at"])
            await onetime.kill(user)
            await onetime.kill_later(row)
            await Identity.filter(user_id=user.id).delete()
            await second_factors.strip(context, user, since=row.created_at)
            await sessions.end_in_transaction(context, Q(user_id=user.id))
            await invites.accept_waiting(context, user)
            minted = await onetime.mint(Purpose.RESET_PASSWORD, user, row.address, ttl=policy.reset_token_ttl)
            await audit.record("email_change_undone", actor=Actor.of(user), target=user, origin=context.origin)
    except IntegrityError:
        raise InvalidToken from None
    await context.changed(user.id)
    return row.address, minted.token

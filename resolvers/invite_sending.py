"""Invitations as their organisation sends them: invite, send again, revoke, list.

The inviter sees the token too, so it never proves a mailbox. Only its digest is stored.
"""

import secrets
from dataclasses import dataclass
from uuid import UUID

from tortoise.expressions import Q

from models import ApiKey, Invite, InviteStatus, Membership, OrgRole, User
from resolvers import mails, orgs, redirects
from resolvers.context import Context, parse_id
from resolvers.invites import PURPOSE, close, record
from services.database import now, transaction
from services.delivery.wording import ROLES
from services.errors import AlreadyMember, NotFound, RoleTooHigh
from services.paging import Page, page_of, window
from services.redirects import with_parameter
from services.text import required_email
from services.texts import translate


@dataclass(frozen=True)
class Wish:
    """Whom to invite, to what, and where the link leads."""

    email: str
    role: OrgRole
    redirect_url: str | None = None
    send_email: bool = True


@dataclass(frozen=True)
class Sent:
    """`link` is shown this once; None for someone who joined at once, who is `joined`."""

    invite: Invite
    link: str | None
    joined: UUID | None = None


async def invite(context: Context, org_id: str, wish: Wish) -> Sent:
    """Replaces a pending invitation to the same address. Under INVITE_EXISTING=join whoever has an account joins."""
    email = required_email(wish.email)
    await redirects.require(context, wish.redirect_url)
    inviter = await _inviter(context)

    async def step() -> Sent:
        async with transaction():
            org, rank = await orgs.hold(context, orgs.id_of(org_id), OrgRole.ADMIN)
            if not rank.reaches(wish.role):
                raise RoleTooHigh
            if await Membership.exists(org_id=org.id, user__email=email):
                raise AlreadyMember
            await _replace_pending(context, org.id, email)
            row = Invite(org=org, email=email, role=wish.role, redirect_url=wish.redirect_url, **inviter)
            row.expires_at = now() + context.services.policy.invite_ttl
            person = await User.get_or_none(email=email, email_verified=True, is_active=True)
            if person is not None and context.services.policy.invite_existing == "join":
                return await _join_at_once(context, row, person, tell=wish.send_email)
            return await _send(context, row, tell=wish.send_email, event="invite_created")

    sent = await orgs.again_if_outrun(step)
    await context.changed(*([sent.joined] if sent.joined else []))
    return sent


async def _inviter(context: Context) -> dict[str, User | ApiKey | None]:
    """The viewer, or the API key of a server."""
    return {"invited_by": await context.user() if context.viewer else None, "invited_by_key": context.api_key}


async def _replace_pending(context: Context, org_id: UUID, email: str) -> None:
    pending = await Invite.get_or_none(pending_key=_pending_key(org_id, email))
    if pending is None:
        return
    if pending.status_at(now()) is InviteStatus.EXPIRED:
        await close(pending, InviteStatus.EXPIRED)
    elif await close(pending, InviteStatus.REVOKED):
        await record(context, "invite_revoked", pending, replaced=True)


async def _join_at_once(context: Context, row: Invite, person: User, *, tell: bool) -> Sent:
    row.status, row.accepted_at = InviteStatus.ACCEPTED, now()
    await row.save(force_create=True)
    await Membership.create(org_id=row.org_id, user_id=person.id, role=row.role)
    await record(context, "invite_created", row, joined=True)
    await record(context, "member_added", row, user_ids=[str(person.id)])
    if tell:
        language = context.language_of(person)
        values = {"name": person.full_name, **_told_of(row, language), "link": context.services.policy.public_url}
        await context.services.outbox.post(row.email, "invite_joined", values, locale=language)
    return Sent(row, None, joined=person.id)


async def _send(context: Context, row: Invite, *, tell: bool, event: str) -> Sent:
    """Saves the invitation under a new token, and posts the mail with it."""
    token = secrets.token_urlsafe(32)
    row.digest = context.services.vault.digest(token, purpose=PURPOSE)
    row.pending_key = _pending_key(row.org_id, row.email)
    await row.save()
    await record(context, event, row)
    link = (
        with_parameter(row.redirect_url, "token", token) if row.redirect_url else mails.page(context, "invite", token)
    )
    if tell:
        language = context.language
        values = {**_told_of(row, language), "link": link, "expires_in": context.services.policy.invite_ttl}
        await context.services.outbox.post(row.email, "invite", values, locale=language, expires_at=row.expires_at)
    return Sent(row, link)


def _told_of(row: Invite, language: str) -> dict[str, str | None]:
    inviter = row.invited_by
    return {
        "org_name": row.org.name,
        "inviter_name": inviter.full_name if inviter else None,
        "role": translate(language, ROLES[row.role]),
    }


def _pending_key(org_id: UUID, email: str) -> str:
    return f"{org_id} {email}"


async def resend(context: Context, org_id: str, invite_id: str) -> Sent:
    """A new token and a new term; the old link is dead. From now on it is the viewer's invitation."""
    inviter = await _inviter(context)
    async with transaction():
        org, rank = await orgs.hold(context, orgs.id_of(org_id), OrgRole.ADMIN)
        pending = Invite.filter(id=parse_id(invite_id), org_id=org.id, status=InviteStatus.PENDING)
        # Held, since declining does not hold the organisation.
        row = await pending.select_for_update().first()
        if row is None:
            raise NotFound
        if not rank.reaches(row.role):
            raise RoleTooHigh
        if await Membership.exists(org_id=org.id, user__email=row.email):
            raise AlreadyMember
        row.update_from_dict({"org": org, **inviter})
        row.expires_at = now() + context.services.policy.invite_ttl
        return await _send(context, row, tell=True, event="invite_resent")


async def revoke(context: Context, org_id: str, invite_id: str) -> Invite:
    async with transaction():
        org, _ = await orgs.hold(context, orgs.id_of(org_id), OrgRole.ADMIN)
        row = await Invite.get_or_none(id=parse_id(invite_id), org_id=org.id, status=InviteStatus.PENDING)
        if row is None or not await close(row, InviteStatus.REVOKED):
            raise NotFound
        await record(context, "invite_revoked", row)
    return row


async def page(org_id: str, *, first: int | None, after: str | None, status: InviteStatus | None) -> Page[Invite]:
    """Of an organisation, newest first."""
    rows = Invite.filter(org_id=orgs.id_of(org_id))
    if status is InviteStatus.EXPIRED:
        rows = rows.filter(Q(status=status) | Q(status=InviteStatus.PENDING, expires_at__lte=now()))
    elif status is InviteStatus.PENDING:
        rows = rows.filter(status=status, expires_at__gt=now())
    elif status is not None:
        rows = rows.filter(status=status)
    return await page_of(rows, window(Invite, first, after), newest_first=True)

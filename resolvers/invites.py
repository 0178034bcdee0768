"""Invitations to an organisation: send, show, accept, decline, revoke; and accept those that waited for an address.

A token never proves a mailbox: the inviter sees it too. Only its digest is stored.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from models import Invite, InviteStatus, Membership, Org, OrgRole, SiteRole, User
from resolvers import mails, orgs, redirects
from resolvers.context import Context, parse_id
from services import audit
from services.audit import Actor
from services.database import now, transaction
from services.delivery.wording import in_words
from services.errors import (
    AlreadyMember,
    EmailNotVerified,
    InvalidToken,
    InviteNotYours,
    NotFound,
    RoleTooHigh,
)
from services.paging import Page, page_of, window
from services.redirects import with_parameter
from services.text import required_email

_PURPOSE = "invite"
_LONGEST_TOKEN = 200


@dataclass(frozen=True)
class Wish:
    """Whom to invite, to what, and where the link leads."""

    email: str
    role: OrgRole
    redirect_url: str | None = None
    send_email: bool = True


@dataclass(frozen=True)
class Sent:
    """`link` is shown this once; None for someone who joined at once."""

    invite: Invite
    link: str | None


@dataclass(frozen=True)
class InviteProof:
    """The token, or the id of an invitation to the viewer's own address."""

    token: str | None = None
    invite_id: str | None = None


async def invite(context: Context, org_id: str, wish: Wish) -> Sent:
    """Replaces a pending invitation to the same address. Under INVITE_EXISTING=join whoever has an account joins."""
    email = required_email(wish.email)
    await redirects.require(context, wish.redirect_url)
    inviter = await context.user()

    async def step() -> Sent:
        async with transaction():
            org, rank = await orgs.hold(context, orgs.id_of(org_id), OrgRole.ADMIN)
            if not rank.reaches(wish.role):
                raise RoleTooHigh
            if await Membership.exists(org_id=org.id, user__email=email):
                raise AlreadyMember
            await _replace_pending(context, org.id, email)
            row = Invite(org=org, email=email, role=wish.role, invited_by=inviter, redirect_url=wish.redirect_url)
            row.expires_at = now() + context.services.policy.invite_ttl
            person = await User.get_or_none(email=email, email_verified=True, is_active=True)
            if person is not None and context.services.policy.invite_existing == "join":
                return await _join_at_once(context, row, person, tell=wish.send_email)
            return await _send(context, row, tell=wish.send_email, event="invite_created")

    sent = await orgs.again_if_outrun(step)
    context.forget()
    return sent


async def _replace_pending(context: Context, org_id: UUID, email: str) -> None:
    pending = await Invite.get_or_none(pending_key=_pending_key(org_id, email))
    if pending is None:
        return
    if pending.status_at(now()) is InviteStatus.EXPIRED:
        await _close(pending, InviteStatus.EXPIRED)
    elif await _close(pending, InviteStatus.REVOKED):
        await _record(context, "invite_revoked", pending, replaced=True)


async def _join_at_once(context: Context, row: Invite, person: User, *, tell: bool) -> Sent:
    row.status, row.accepted_at = InviteStatus.ACCEPTED, now()
    await row.save(force_create=True)
    await Membership.create(org_id=row.org_id, user_id=person.id, role=row.role)
    await _record(context, "invite_created", row, joined=True)
    await _record(context, "member_added", row, user_ids=[str(person.id)])
    if tell:
        values = {"name": person.full_name, **_told_of(row), "link": context.services.policy.public_url}
        await context.services.outbox.post_email(row.email, "invite_joined", values, locale=person.locale)
    return Sent(row, None)


async def _send(context: Context, row: Invite, *, tell: bool, event: str) -> Sent:
    """Saves the invitation under a new token, and posts the mail with it."""
    token = secrets.token_urlsafe(32)
    row.digest = context.services.vault.digest(token, purpose=_PURPOSE)
    row.pending_key = _pending_key(row.org_id, row.email)
    await row.save()
    await _record(context, event, row)
    link = (
        with_parameter(row.redirect_url, "token", token) if row.redirect_url else mails.page(context, "invite", token)
    )
    if tell:
        values = {**_told_of(row), "link": link, "expires_in": in_words(context.services.policy.invite_ttl)}
        await context.services.outbox.post_email(row.email, "invite", values, expires_at=row.expires_at)
    return Sent(row, link)


def _told_of(row: Invite) -> dict[str, str | None]:
    inviter = row.invited_by
    return {
        "org_name": row.org.name,
        "inviter_name": inviter.full_name if inviter else None,
        "role": row.role.value.lower(),
    }


def _pending_key(org_id: UUID, email: str) -> str:
    return f"{org_id} {email}"


async def resend(context: Context, org_id: str, invite_id: str) -> Sent:
    """A new token and a new term; the old link is dead. From now on it is the viewer's invitation."""
    inviter = await context.user()
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
        row.org, row.invited_by = org, inviter
        row.expires_at = now() + context.services.policy.invite_ttl
        return await _send(context, row, tell=True, event="invite_resent")


async def revoke(context: Context, org_id: str, invite_id: str) -> Invite:
    async with transaction():
        org, _ = await orgs.hold(context, orgs.id_of(org_id), OrgRole.ADMIN)
        row = await Invite.get_or_none(id=parse_id(invite_id), org_id=org.id, status=InviteStatus.PENDING)
        if row is None or not await _close(row, InviteStatus.REVOKED):
            raise NotFound
        await _record(context, "invite_revoked", row)
    return row


async def page(
    org_id: str, *, first: int | None, after: str | None, status: InviteStatus | None
) -> Page[Invite]:
    """Of an organisation, newest first."""
    rows = Invite.filter(org_id=orgs.id_of(org_id))
    if status is InviteStatus.EXPIRED:
        rows = rows.filter(Q(status=status) | Q(status=InviteStatus.PENDING, expires_at__lte=now()))
    elif status is InviteStatus.PENDING:
        rows = rows.filter(status=status, expires_at__gt=now())
    elif status is not None:
        rows = rows.filter(status=status)
    return await page_of(rows, window(Invite, first, after), newest_first=True)


async def waiting(context: Context) -> list[Invite]:
    """For the viewer's verified address, oldest first."""
    user = await context.user()
    return await _rightful(await _living(email=user.email).order_by("id")) if user.email_verified else []


async def preview(context: Context, token: str) -> Invite | None:
    """What a living token invites to, with the organisation and the inviter; None for any other text."""
    rows = await _rightful(await _by_token(context, token).select_related("org", "invited_by"))
    return rows[0] if rows else None


async def accept(context: Context, proof: InviteProof) -> Membership:
    """By the token, or by the id of one to the viewer's own address. Everything is asked again under the lock."""
    viewer_id = context.principal().user_id
    found = await _find(context, proof)

    async def step() -> Membership:
        async with transaction():
            await Org.filter(id=found.org_id).select_for_update().first()
            user = await User.get_or_none(id=viewer_id, is_active=True)
            rows = await _rightful(await _living(id=found.id, digest=found.digest))
            if user is None or not rows:
                raise InvalidToken
            if proof.token is None or context.services.policy.invite_acceptance == "email":
                _require_address(user, rows[0])
            return await _take(context, user, rows[0])

    membership = await orgs.again_if_outrun(step)
    context.forget()
    return membership


def _require_address(user: User, row: Invite) -> None:
    if user.email != row.email:
        raise InviteNotYours
    if not user.email_verified:
        raise EmailNotVerified


async def _take(context: Context, user: User, row: Invite) -> Membership:
    """Under the organisation's lock: spends the invitation. Who belongs already keeps the role they have."""
    if not await _close(row, InviteStatus.ACCEPTED, accepted_at=now()):
        raise InvalidToken
    membership = await Membership.get_or_none(org_id=row.org_id, user_id=user.id)
    if membership is None:
        membership = await Membership.create(org_id=row.org_id, user_id=user.id, role=row.role)
    await _record(context, "invite_accepted", row, actor=Actor.of(user), user_id=str(user.id))
    return membership


async def accept_waiting(context: Context, user: User) -> None:
    """In the transaction in which the person's address became verified: they join whoever invited it."""
    provable = user.is_active and user.email_verified and user.email is not None
    if context.services.policy.invite_acceptance != "email" or not provable:
        return
    org_ids = await _living(email=user.email).values_list("org_id", flat=True)
    # Always in the same order, so that two of these never wait for each other.
    await Org.filter(id__in=list(org_ids)).order_by("id").select_for_update()
    for row in await _rightful(await _living(email=user.email).order_by("id")):
        await _take(context, user, row)
    context.forget()


async def decline(context: Context, proof: InviteProof) -> str:
    """Anyone with the token, or the viewer with the id of their own. Answers the organisation's name."""
    row = await _find(context, proof)
    if proof.token is None:
        user = await context.user() if context.viewer else None
        if user is None or not user.email_verified or user.email != row.email:
            raise InvalidToken
    async with transaction():
        if not await _close(row, InviteStatus.DECLINED):
            raise InvalidToken
        await _record(context, "invite_declined", row)
    return row.org.name


async def _find(context: Context, proof: InviteProof) -> Invite:
    """The living invitation, whoever it is for; InvalidToken otherwise."""
    by_id = _living(id=parse_id(proof.invite_id or ""))
    row = await (by_id if proof.token is None else _by_token(context, proof.token)).select_related("org").first()
    if row is None:
        raise InvalidToken
    return row


def _by_token(context: Context, token: str) -> QuerySet[Invite]:
    digests = context.services.vault.digests(token, purpose=_PURPOSE) if len(token) <= _LONGEST_TOKEN else []
    return _living(digest__in=digests)


def _living(**which: Any) -> QuerySet[Invite]:
    return Invite.filter(status=InviteStatus.PENDING, expires_at__gt=now(), org__is_active=True, **which)


async def _rightful(rows: Sequence[Invite]) -> list[Invite]:
    """Those whose inviter could still send them: two queries, however many."""
    inviter_ids = {row.invited_by_id for row in rows}
    site_roles = dict(await User.filter(id__in=inviter_ids, is_active=True).values_list("id", "role"))
    memberships = await Membership.filter(user_id__in=site_roles, org_id__in={row.org_id for row in rows})
    ranks = {(member.user_id, member.org_id): member.role for member in memberships}

    def may_invite(row: Invite) -> bool:
        rank = ranks.get((row.invited_by_id, row.org_id)) if row.invited_by_id else None
        is_admin = rank is not None and rank.reaches(OrgRole.ADMIN) and rank.reaches(row.role)
        return is_admin or site_roles.get(row.invited_by_id) is SiteRole.ADMIN

    return [row for row in rows if may_invite(row)]


async def _close(row: Invite, status: InviteStatus, **more: Any) -> bool:
    """One guarded UPDATE: of accept, decline, revoke and resend at the same time one wins."""
    closing = {"status": status, "pending_key": None, "digest": None, **more}
    pending = Invite.filter(id=row.id, status=InviteStatus.PENDING, digest=row.digest)
    if not await pending.update(**closing):
        return False
    row.update_from_dict(closing)
    return True


async def _record(context: Context, event: str, row: Invite, *, actor: Actor | None = None, **detail: Any) -> None:
    await audit.record(
        event,
        actor=actor or context.actor,
        target=row,
        org_id=row.org_id,
        origin=context.origin,
        role=row.role.value,
        **detail,
    )

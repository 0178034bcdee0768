"""Invitations as the invited person answers them: see, accept, decline; and those that waited for an address.

A token never proves a mailbox: the inviter sees it too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tortoise.queryset import QuerySet

from models import ApiKey, Invite, InviteStatus, Membership, Org, OrgRole, SiteRole, User
from resolvers import orgs
from resolvers.context import Context, parse_id
from services import audit
from services.audit import Actor
from services.database import now, transaction
from services.errors import EmailNotVerified, InvalidToken, InviteNotYours

PURPOSE = "invite"
_LONGEST_TOKEN = 200


@dataclass(frozen=True)
class InviteProof:
    """The token, or the id of an invitation to the viewer's own address."""

    token: str | None = None
    invite_id: str | None = None


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
    await context.changed(viewer_id)
    return membership


def _require_address(user: User, row: Invite) -> None:
    if user.email != row.email:
        raise InviteNotYours
    if not user.email_verified:
        raise EmailNotVerified


async def _take(context: Context, user: User, row: Invite) -> Membership:
    """Under the organisation's lock: spends the invitation. Who belongs already keeps the role they have."""
    if not await close(row, InviteStatus.ACCEPTED, accepted_at=now()):
        raise InvalidToken
    membership = await Membership.get_or_none(org_id=row.org_id, user_id=user.id)
    if membership is None:
        membership = await Membership.create(org_id=row.org_id, user_id=user.id, role=row.role)
    await record(context, "invite_accepted", row, actor=Actor.of(user), user_id=str(user.id))
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


async def accept_waiting_of(context: Context, users: Sequence[User]) -> None:
    """The same for many people at once, of whom few were invited."""
    waiting = await _living(email__in=[user.email for user in users if user.email]).values_list("email", "org_id")
    await Org.filter(id__in=[org_id for _, org_id in waiting]).order_by("id").select_for_update()
    invited = {email for email, _ in waiting}
    for user in users:
        if user.email in invited:
            await accept_waiting(context, user)


async def decline(context: Context, proof: InviteProof) -> str:
    """Anyone with the token, or the viewer with the id of their own. Answers the organisation's name."""
    row = await _find(context, proof)
    if proof.token is None and not (await context.user()).email_verified:
        raise InvalidToken
    async with transaction():
        if not await close(row, InviteStatus.DECLINED):
            raise InvalidToken
        await record(context, "invite_declined", row)
    return row.org.name


async def _find(context: Context, proof: InviteProof) -> Invite:
    """The living invitation: by its token whoever it is for, by its id for its own address. InvalidToken otherwise."""
    by_id = _living(id=parse_id(proof.invite_id or ""))
    row = await (by_id if proof.token is None else _by_token(context, proof.token)).select_related("org").first()
    if row is None or (proof.token is None and not await _is_for_viewer(context, row)):
        raise InvalidToken
    return row


async def _is_for_viewer(context: Context, row: Invite) -> bool:
    return context.viewer is not None and (await context.user()).email == row.email


def _by_token(context: Context, token: str) -> QuerySet[Invite]:
    digests = context.services.vault.digests(token, purpose=PURPOSE) if len(token) <= _LONGEST_TOKEN else []
    return _living(digest__in=digests)


def _living(**which: Any) -> QuerySet[Invite]:
    return Invite.filter(status=InviteStatus.PENDING, expires_at__gt=now(), org__is_active=True, **which)


async def _rightful(rows: Sequence[Invite]) -> list[Invite]:
    """Those whose inviter could still send them: three queries, however many. A revoked API key could not."""
    inviter_ids, key_ids = {row.invited_by_id for row in rows}, {row.invited_by_key_id for row in rows}
    keys = {key.id for key in await ApiKey.filter(id__in=key_ids, revoked_at__isnull=True)}
    site_roles = dict(await User.filter(id__in=inviter_ids, is_active=True).values_list("id", "role"))
    memberships = await Membership.filter(user_id__in=site_roles, org_id__in={row.org_id for row in rows})
    ranks = {(member.user_id, member.org_id): member.role for member in memberships}

    def may_invite(row: Invite) -> bool:
        rank = ranks.get((row.invited_by_id, row.org_id)) if row.invited_by_id else None
        is_admin = rank is not None and rank.reaches(OrgRole.ADMIN) and rank.reaches(row.role)
        return is_admin or site_roles.get(row.invited_by_id) is SiteRole.ADMIN or row.invited_by_key_id in keys

    return [row for row in rows if may_invite(row)]


async def close(row: Invite, status: InviteStatus, **more: Any) -> bool:
    """One guarded UPDATE: of accept, decline, revoke and resend at the same time one wins."""
    closing = {"status": status, "pending_key": None, "digest": None, **more}
    pending = Invite.filter(id=row.id, status=InviteStatus.PENDING, digest=row.digest)
    if not await pending.update(**closing):
        return False
    row.update_from_dict(closing)
    return True


async def record(context: Context, event: str, row: Invite, *, actor: Actor | None = None, **detail: Any) -> None:
    await audit.record(
        event,
        actor=actor or context.actor,
        target=row,
        org_id=row.org_id,
        origin=context.origin,
        role=row.role.value,
        **detail,
    )

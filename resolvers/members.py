"""Who belongs to an organisation: list, add, promote, demote, remove, leave.

Every change holds the organisation first, so that it keeps an owner and nobody acts above their own rank.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from tortoise.expressions import Q

from models import Membership, Org, OrgRole, SiteRole, User
from resolvers import orgs
from resolvers.context import Context, parse_id
from services import audit
from services.database import transaction
from services.errors import AlreadyMember, FieldFault, Hidden, InvalidInput, NotFound, Refusal, RoleTooHigh
from services.paging import Page, Window, page_of, window
from services.text import clean_line

MOST_AT_ONCE = 500


@dataclass(frozen=True)
class MemberListing:
    """One page of the members of an organisation, in the order in which they joined."""

    org_id: UUID
    window: Window
    role: OrgRole | None
    # The beginning of a name, to the letter; of an address too for who may read addresses.
    search: str | None
    reads_addresses: bool

    async def page(self) -> Page[Membership]:
        members = Membership.filter(org_id=self.org_id)
        if self.role is not None:
            members = members.filter(role=self.role)
        if self.search:
            found = Q(user__full_name__istartswith=self.search)
            if self.reads_addresses:
                found |= Q(user__email__startswith=self.search.lower())
            members = members.filter(found)
        return await page_of(members, self.window)


@dataclass(frozen=True)
class Skipped:
    """Someone who was not added, and the problem that adding them alone would have met."""

    user_id: str
    reason: type[Refusal]


@dataclass(frozen=True)
class Added:
    members: list[Membership]
    skipped: list[Skipped]


async def page(
    context: Context, org_id: UUID, *, first: int | None, after: str | None, role: OrgRole | None, search: str | None
) -> Page[Membership]:
    """For whom a guard has let in. The same page asked for twice in one request is read once."""
    rank, site_role = await context.org_role(org_id), context.site_role
    listing = MemberListing(
        org_id=org_id,
        window=window(Membership, first, after),
        role=role,
        search=clean_line(search, "search", longest=254) if search else None,
        reads_addresses=(rank is not None and rank.reaches(OrgRole.ADMIN))
        or (site_role is not None and site_role.reaches(SiteRole.MODERATOR)),
    )
    loaded: Page[Membership] = await context.pages.load(listing)
    return loaded


async def of_person(context: Context, user_id: UUID) -> list[Membership]:
    """Oldest first. Deactivated organisations show only to their owners and to site admins."""
    rows = await context.memberships_of.load(user_id)
    return _shown(context, user_id, rows, await context.orgs.load_many([row.org_id for row in rows]))


def remembered_of(context: Context, user_id: UUID) -> list[Membership] | None:
    """The same without asking, where memory is warm."""
    rows = context.remembered_memberships(user_id)
    return None if rows is None else _shown(context, user_id, rows, [row.org for row in rows])


def _shown(
    context: Context, user_id: UUID, rows: Sequence[Membership], orgs_of_them: Sequence[Org | None]
) -> list[Membership]:
    is_own = context.viewer is not None and context.viewer.user_id == user_id
    owned = {row.org_id for row in rows if row.role is OrgRole.OWNER} if is_own else set()
    return [
        row
        for row, org in zip(rows, orgs_of_them, strict=True)
        if org is not None and (org.is_active or org.id in owned or context.site_role is SiteRole.ADMIN)
    ]


async def add(context: Context, org_id: str, user_id: str, role: OrgRole) -> Membership:
    """Someone who has an account, without asking them."""
    added = await _add(context, org_id, [user_id], role)
    for skipped in added.skipped:
        raise skipped.reason
    return added.members[0]


async def add_many(context: Context, org_id: str, user_ids: Sequence[str], role: OrgRole) -> Added:
    """At most 500 at once; the same few statements for one or for all. Who cannot be added is skipped."""
    if len(user_ids) > MOST_AT_ONCE:
        raise InvalidInput(FieldFault("userIds", "must be at most %(most)s", {"most": MOST_AT_ONCE}))
    return await _add(context, org_id, user_ids, role, event="members_bulk_added")


async def _add(
    context: Context, org_id: str, user_ids: Sequence[str], role: OrgRole, *, event: str = "member_added"
) -> Added:
    async def step() -> Added:
        async with transaction():
            org, rank = await orgs.hold(context, orgs.id_of(org_id), OrgRole.ADMIN)
            if not rank.reaches(role):
                raise RoleTooHigh
            added = await _sort_out(org.id, user_ids, role)
            await Membership.bulk_create(added.members)
            ids = [str(member.user_id) for member in added.members]
            if ids:
                await audit.record(
                    event,
                    actor=context.actor,
                    target=org,
                    org_id=org.id,
                    origin=context.origin,
                    user_ids=ids,
                    role=role.value,
                )
        return added

    added = await orgs.again_if_outrun(step)
    await context.changed(*(member.user_id for member in added.members))
    return added


async def _sort_out(org_id: UUID, user_ids: Sequence[str], role: OrgRole) -> Added:
    """Under the lock: who of them can be added, and why the others cannot."""
    asked = {given: parse_id(given) for given in user_ids}
    ids = [id_ for id_ in asked.values() if id_ is not None]
    people = {person.id for person in await User.filter(id__in=ids, is_active=True)}
    members = {member.user_id for member in await Membership.filter(org_id=org_id, user_id__in=ids)}
    added = Added([], [])
    for given, id_ in asked.items():
        if id_ in members:
            added.skipped.append(Skipped(given, AlreadyMember))
        elif id_ is None or id_ not in people:
            added.skipped.append(Skipped(given, NotFound))
        else:
            members.add(id_)
            added.members.append(Membership(org_id=org_id, user_id=id_, role=role))
    return added


async def change_role(context: Context, org_id: str, user_id: str, role: OrgRole) -> Membership:
    async with transaction():
        member, rank = await _hold_member(context, org_id, user_id)
        before = member.role
        if not rank.reaches(before) or not rank.reaches(role):
            raise RoleTooHigh
        if role is not before:
            if role is not OrgRole.OWNER:
                await orgs.require_other_owner(member)
            member.role = role
            await member.save(update_fields=["role"])
            await _record(context, "member_role_updated", member, before=before.value, role=role.value)
    await context.changed(member.user_id)
    return member


async def remove(context: Context, org_id: str, user_id: str) -> Membership:
    """The membership as it was."""
    async with transaction():
        member, rank = await _hold_member(context, org_id, user_id)
        if not rank.reaches(member.role):
            raise RoleTooHigh
        await _end(context, member)
    await context.changed(member.user_id)
    return member


async def leave(context: Context, org_id: str) -> Membership:
    """The viewer's own membership, as it was. Who reaches the organisation by a site role alone cannot leave it."""
    async with transaction():
        org, _ = await orgs.hold(context, orgs.id_of(org_id), OrgRole.MEMBER)
        member = await Membership.get_or_none(org_id=org.id, user_id=context.principal().user_id)
        if member is None:
            raise Hidden
        await _end(context, member)
    await context.changed(member.user_id)
    return member


async def _hold_member(context: Context, org_id: str, user_id: str) -> tuple[Membership, OrgRole]:
    """Under the lock: a member of this very organisation, and the viewer's rank in it."""
    org, rank = await orgs.hold(context, orgs.id_of(org_id), OrgRole.ADMIN)
    member = await Membership.get_or_none(org_id=org.id, user_id=parse_id(user_id))
    if member is None:
        raise NotFound
    return member, rank


async def _end(context: Context, member: Membership) -> None:
    await orgs.require_other_owner(member)
    await Membership.filter(id=member.id).delete()
    await _record(context, "member_removed", member, role=member.role.value)


async def _record(context: Context, event: str, member: Membership, **detail: str) -> None:
    await audit.record(
        event,
        actor=context.actor,
        target=member,
        org_id=member.org_id,
        origin=context.origin,
        user_id=str(member.user_id),
        **detail,
    )

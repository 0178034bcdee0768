"""Organisations: found, change, hand over and delete one, and choose the one that a session speaks for.

Owns the lock on an organisation and the viewer's rank under it; every change of who belongs to one takes it first.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar
from uuid import UUID

from tortoise.exceptions import IntegrityError

from models import Membership, Org, OrgRole, Session, SiteRole
from resolvers import sessions
from resolvers.context import Context, parse_id
from services import audit
from services.database import transaction
from services.errors import FieldFault, Forbidden, Hidden, InvalidInput, LastOwner, NotFound, SlugTaken
from services.slugs import canonical_slug, clean_slug, slugs_for
from services.text import clean_line, clean_text

Done = TypeVar("Done")


async def by_id(context: Context, org_id: str) -> Org:
    return await context.org(id_of(org_id))


async def by_slug(context: Context, slug: str) -> Org:
    """The guard vouched for whoever had the slug a moment ago, so the rank is asked again of the row found."""
    org = await Org.get_or_none(slug=canonical_slug(slug))
    if org is None or await context.org_role(org.id) is None:
        raise Hidden
    return org


async def known_as(which: str) -> Org:
    """For an operator: by slug or id."""
    id_ = parse_id(which)
    org = await (Org.get_or_none(id=id_) if id_ else Org.get_or_none(slug=canonical_slug(which)))
    if org is None:
        raise NotFound("There is no such organisation.")
    return org


async def every() -> list[Org]:
    """Oldest first."""
    return await Org.all().order_by("id")


async def owners(org: Org) -> list[Membership]:
    """In the order of joining, with their accounts."""
    return await Membership.filter(org_id=org.id, role=OrgRole.OWNER).order_by("id").select_related("user")


def id_of(org_id: str) -> UUID:
    """The organisation that a guard has vouched for."""
    parsed = parse_id(org_id)
    if parsed is None:
        raise Hidden
    return parsed


async def create(context: Context, name: str, slug: str | None, description: str | None) -> Org:
    """The viewer founds an organisation and owns it. Without a slug one is made from the name."""
    founder = await context.user()
    org = Org(**_clean({"name": name, "description": description}))
    for candidate in slugs_for(org.name) if slug is None else (clean_slug(slug),):
        org.slug = candidate
        try:
            async with transaction():
                await org.save(force_create=True)
                await Membership.create(org=org, user=founder, role=OrgRole.OWNER)
                await audit.record("org_created", actor=context.actor, target=org, org_id=org.id, origin=context.origin)
        except IntegrityError:
            continue
        await context.changed(founder.id)
        return org
    raise SlugTaken


async def update(context: Context, org_id: str, wishes: Mapping[str, Any]) -> Org:
    """What is absent stays, None clears. Only owners switch an organisation off and on."""
    changes = _clean(wishes)
    try:
        async with transaction():
            org, rank = await hold(context, id_of(org_id), OrgRole.ADMIN)
            if changes.get("is_active", org.is_active) is not org.is_active and rank is not OrgRole.OWNER:
                raise Forbidden
            await org.update_from_dict(changes).save(update_fields=[*changes, "updated_at"])
            await audit.record(
                "org_updated",
                actor=context.actor,
                target=org,
                org_id=org.id,
                origin=context.origin,
                fields=sorted(changes),
            )
    except IntegrityError:
        raise SlugTaken from None
    await context.changed(org.id)
    return org


async def require_mfa(context: Context, org: Org, *, is_required: bool) -> Org:
    """Whether members enrol a second factor before anything else; an operator's switch."""
    async with transaction():
        org.requires_mfa = is_required
        await org.save(update_fields=["requires_mfa", "updated_at"])
        await audit.record(
            "org_updated", target=org, org_id=org.id, origin=context.origin, fields=["requires_mfa"], to=is_required
        )
    await context.changed(org.id)
    return org


def _clean(wishes: Mapping[str, Any]) -> dict[str, Any]:
    """The given fields in the form in which they are stored; InvalidInput otherwise."""
    clean: dict[str, Any] = {}
    if "name" in wishes:
        clean["name"] = clean_line(wishes["name"] or "", "name", longest=200)
        if not clean["name"]:
            raise InvalidInput(FieldFault("name", "must not be empty"))
    if "slug" in wishes:
        clean["slug"] = clean_slug(wishes["slug"] or "")
    if "description" in wishes:
        clean["description"] = clean_text(wishes["description"] or "", "description", longest=2000) or None
    if "is_active" in wishes:
        clean["is_active"] = wishes["is_active"]
        if clean["is_active"] is None:
            raise InvalidInput(FieldFault("isActive", "must be true or false"))
    return clean


async def delete(context: Context, org_id: str) -> str:
    """With its memberships and invitations; sessions that spoke for it speak for none."""
    async with transaction():
        org, _ = await hold(context, id_of(org_id), OrgRole.OWNER)
        await audit.record("org_deleted", actor=context.actor, target=org, org_id=org.id, origin=context.origin)
        await Org.filter(id=org.id).delete()
    await context.changed(org.id)
    return str(org.id)


async def transfer(context: Context, org_id: str, user_id: str) -> Membership:
    """A member becomes owner. An owner who hands over becomes admin; where a site admin does it, all owners do."""
    viewer_id = context.viewer.user_id if context.viewer else None
    heir_id = parse_id(user_id)
    if heir_id is not None and heir_id == viewer_id:
        raise InvalidInput(FieldFault("userId", "must be another member"))
    async with transaction():
        org, _ = await hold(context, id_of(org_id), OrgRole.OWNER)
        heir = await Membership.get_or_none(org_id=org.id, user_id=heir_id, user__is_active=True)
        if heir is None:
            raise NotFound
        owners = Membership.filter(org_id=org.id, role=OrgRole.OWNER)
        own = owners.filter(user_id=viewer_id)
        leaving = own if await own.exists() else owners.exclude(id=heir.id)
        await leaving.update(role=OrgRole.ADMIN)
        heir.role = OrgRole.OWNER
        await heir.save(update_fields=["role"])
        await audit.record(
            "org_ownership_transferred",
            actor=context.actor,
            target=org,
            org_id=org.id,
            origin=context.origin,
            user_id=str(heir_id),
        )
    await context.changed(org.id)
    return heir


async def switch(context: Context, org_id: str | None) -> sessions.SignedInResult:
    """The viewer's next access tokens speak for this organisation, or for none. NotFound where they do not belong."""
    viewer = context.principal()
    chosen = parse_id(org_id) if org_id is not None else None
    if org_id is not None:
        belongs = Membership.filter(org_id=chosen, user_id=viewer.user_id, org__is_active=True)
        if not await belongs.exists():
            raise NotFound
    await Session.filter(id=viewer.session_id).update(active_org_id=chosen)
    return await sessions.renew_access(context)


async def spoken_for(context: Context, user_id: UUID, org_id: UUID) -> Org | None:
    """What a session's choice comes to: nothing once the person left or the organisation was deactivated."""
    belongs = await context.memberships.load((user_id, org_id))
    org = await context.orgs.load(org_id) if belongs else None
    return org if org is not None and org.is_active else None


async def hold(context: Context, org_id: UUID, needed: OrgRole) -> tuple[Org, OrgRole]:
    """In a transaction, first of all: locks the organisation, then asks the viewer's rank anew under the lock."""
    org = await Org.filter(id=org_id).select_for_update().first()
    rank = await _rank(context, org_id)
    if org is None or rank is None:
        raise Hidden
    if not rank.reaches(needed):
        raise Forbidden
    return org, rank


async def _rank(context: Context, org_id: UUID) -> OrgRole | None:
    if context.site_role is SiteRole.ADMIN:
        return OrgRole.OWNER
    membership = await Membership.get_or_none(org_id=org_id, user_id=context.principal().user_id)
    return membership.role if membership else None


async def require_other_owner(membership: Membership) -> None:
    """Under the lock, before an owner goes or steps down. An owner whose account is deactivated does not count."""
    owners = Membership.filter(org_id=membership.org_id, role=OrgRole.OWNER, user__is_active=True)
    if membership.role is OrgRole.OWNER and not await owners.exclude(id=membership.id).exists():
        raise LastOwner


async def again_if_outrun(step: Callable[[], Awaitable[Done]]) -> Done:
    """Runs a transaction once more where a row that it had seen was gone when it wrote: an account just deleted."""
    try:
        return await step()
    except IntegrityError:
        return await step()

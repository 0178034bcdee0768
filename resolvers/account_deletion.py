"""The end of an account: never of the last admin's, nor of an organisation's only owner's."""

from tortoise.expressions import Q

from models import Membership, OrgRole, SiteRole, User
from models.org import Org
from resolvers.context import Context
from services import audit
from services.database import transaction
from services.errors import LastAdmin, OwnsOrgs
from services.onetime import hold


async def delete(context: Context) -> str:
    """The viewer's own account, with everything that hangs on it."""
    user = await context.user()
    ended = await delete_user(context, user)
    if context.cookie_mode:
        context.note_cookies("", "")
    return ended


async def delete_user(context: Context, user: User) -> str:
    """Refused while the person is an organisation's only owner, or the site's last admin."""
    async with transaction():
        await require_spare_admin(user)
        await hold(user.id)
        await _require_spare_owners(user)
        await audit.record("user_deleted", actor=context.actor, target=user, origin=context.origin)
        await User.filter(id=user.id).delete()
    await context.changed(user.id)
    return str(user.id)


async def require_spare_admin(user: User) -> None:
    """In a transaction, first of all: locks the admins' rows and this person's. LastAdmin where they are the only
    active one.

    By one statement, so that everybody locks in the order of ids: apart, admins who act on each other would deadlock.
    Asked of the rows, not of `user`, who may have become an admin since it was read.
    """
    is_admin = Q(role=SiteRole.ADMIN, is_active=True)
    held = await User.filter(is_admin | Q(id=user.id)).order_by("id").select_for_update(no_key=True)
    if [row.id for row in held if row.role is SiteRole.ADMIN and row.is_active] == [user.id]:
        raise LastAdmin


async def _require_spare_owners(user: User) -> None:
    owned = await Membership.filter(user_id=user.id, role=OrgRole.OWNER).values_list("org_id", flat=True)
    locked = await Org.filter(id__in=list(owned)).order_by("id").select_for_update()
    others = Membership.filter(Q(org_id__in=list(owned)), ~Q(user_id=user.id), role=OrgRole.OWNER, user__is_active=True)
    shared = set(await others.values_list("org_id", flat=True))
    alone = [org for org in locked if org.id not in shared]
    if alone:
        raise OwnsOrgs(alone)

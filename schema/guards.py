"""Guards: declared on a field as directives, printed in the SDL; schema/enforcement.py sees that they run.

A guard vouches only for the organisation in its argument or its parent: look-ups by another id filter by it again.
"""

from datetime import timedelta
from typing import Any, cast
from uuid import UUID

import strawberry
from strawberry.schema_directive import Location

from models import OrgRole, SiteRole
from models.org import Org
from resolvers import reauthentication
from resolvers.context import Context, parse_id
from schema.directives import directive
from services.database import now
from services.errors import FaultReason, Forbidden, Hidden, ReauthenticationRequired, Unauthenticated
from services.principals import Principal
from services.slugs import canonical_slug
from services.texts import N_

# Beside the public ones, what somebody needs who must enrol a second factor first (REQUIRE_MFA).
OPEN_WHILE_ENROLLING = frozenset(
    {
        "me",
        "session",
        "reauthenticate",
        "enrollTotp",
        "confirmTotp",
        "beginPasskeyRegistration",
        "finishPasskeyRegistration",
    }
)
_NEEDS_CLIENT = N_("Name the client application: send a publishable API key as X-Publishable-Key.")


def require_enrolled(context: Context) -> None:
    if context.viewer is not None and context.viewer.must_enroll:
        raise Forbidden(FaultReason.MFA_ENROLLMENT_REQUIRED)


def is_fresh(context: Context, fresh_within: int | None) -> bool:
    """A secret API key is always fresh."""
    if fresh_within is None or context.api_key is not None:
        return True
    return context.principal().authenticated_at >= now() - timedelta(seconds=fresh_within)


async def require_fresh(context: Context, fresh_within: int | None) -> None:
    if not is_fresh(context, fresh_within):
        raise ReauthenticationRequired(await reauthentication.methods_of(await context.user()))


def site_role_of(context: Context) -> SiteRole:
    """Unauthenticated for a stranger."""
    if context.site_role is None:
        raise Unauthenticated(context.absence)
    return context.site_role


class Guard:
    """Decides about one use of a field, before its resolver: returns, or raises a Denied."""

    async def check(self, context: Context, source: Any, args: dict[str, Any]) -> None:
        raise NotImplementedError

    def passes_at_once(self, context: Context) -> bool:
        """Whether `check` is sure to return, as far as the context alone tells; else it must be asked."""
        return False

    @property
    def rule(self) -> str:
        """One sentence for the field's description."""
        raise NotImplementedError


@directive(Location.FIELD_DEFINITION)
class Public(Guard):
    """Anyone may ask, signed in or not."""

    async def check(self, context: Context, source: Any, args: dict[str, Any]) -> None:
        if context.client_absence is not None:
            raise Unauthenticated(context.client_absence, _NEEDS_CLIENT)

    def passes_at_once(self, context: Context) -> bool:
        return context.client_absence is None

    @property
    def rule(self) -> str:
        return "Anyone may ask."


@directive(Location.FIELD_DEFINITION)
class Authenticated(Guard):
    """Needs a signed-in viewer, else UNAUTHENTICATED. `verified`: whose email or phone is verified, else FORBIDDEN
    (not asked where REQUIRE_VERIFICATION is off). `freshWithin` (seconds): who signed in or reauthenticated that
    recently, else REAUTHENTICATION_REQUIRED.
    """

    verified: bool = False
    fresh_within: int | None = None

    async def check(self, context: Context, source: Any, args: dict[str, Any]) -> None:
        if not self._is_verified(context, context.principal()):
            raise Forbidden(FaultReason.NOT_VERIFIED)
        await require_fresh(context, self.fresh_within)

    def passes_at_once(self, context: Context) -> bool:
        viewer = context.viewer
        return viewer is not None and self._is_verified(context, viewer) and is_fresh(context, self.fresh_within)

    def _is_verified(self, context: Context, viewer: Principal) -> bool:
        return not self.verified or viewer.is_verified or not context.services.policy.require_verification

    @property
    def rule(self) -> str:
        verified = " with a verified address" if self.verified else ""
        return f"For signed-in people{verified}{_freshness(self.fresh_within)}."


@directive(Location.FIELD_DEFINITION)
class HasRole(Guard):
    """Needs at least this site role. Anonymous: UNAUTHENTICATED; too low: FORBIDDEN."""

    role: SiteRole
    fresh_within: int | None = None

    async def check(self, context: Context, source: Any, args: dict[str, Any]) -> None:
        if not site_role_of(context).reaches(self.role):
            raise Forbidden
        await require_fresh(context, self.fresh_within)

    @property
    def rule(self) -> str:
        return f"For people of site role {self.role.name} or above{_freshness(self.fresh_within)}."


@directive(Location.FIELD_DEFINITION)
class HasOrgRole(Guard):
    """Needs at least this role in the organisation that the field is about (its `orgId` argument or input field, its
    slug, or its parent). Not a member: NOT_FOUND, so that outsiders learn nothing. A member of too low a role:
    FORBIDDEN. Site admins pass as OWNER, moderators as MEMBER. A deactivated organisation is NOT_FOUND to all but its
    owners and site admins.
    """

    role: OrgRole
    fresh_within: int | None = None

    async def check(self, context: Context, source: Any, args: dict[str, Any]) -> None:
        site_role_of(context)
        org_id = await _org_in_reach(source, args)
        role = await context.org_role(org_id) if org_id is not None else None
        if org_id is None or role is None:
            raise Hidden
        if role is not OrgRole.OWNER and not (await context.org(org_id)).is_active:
            raise Hidden
        if not role.reaches(self.role):
            raise Forbidden
        await require_fresh(context, self.fresh_within)

    @property
    def rule(self) -> str:
        return f"For members of the organisation of role {self.role.name} or above{_freshness(self.fresh_within)}."


async def _org_in_reach(source: Any, args: dict[str, Any]) -> UUID | None:
    given = args.get("org_id") or getattr(args.get("input"), "org_id", None)
    if given is not None:
        return parse_id(given)
    if "slug" in args:
        slug = canonical_slug(str(args["slug"]))
        found = await Org.filter(slug=slug).values_list("id", flat=True) if slug else []
        return cast(UUID, found[0]) if found else None
    return getattr(source, "in_org", None)


@directive(Location.FIELD_DEFINITION)
class VisibleTo:
    """Null to everyone but the person themself (`self`), and holders of at least that site role or role in the
    parent's organisation.
    """

    self_: bool = strawberry.directive_field(name="self", default=False)
    role: SiteRole | None = None
    org_role: OrgRole | None = None

    async def reveals(self, context: Context, source: Any) -> bool:
        verdict = self.reveals_at_once(context, source)
        if verdict is not None:
            return verdict
        org_rank = await context.org_role(source.in_org)
        return org_rank is not None and self.org_role is not None and org_rank.reaches(self.org_role)

    def reveals_at_once(self, context: Context, source: Any) -> bool | None:
        """None where the viewer's role in the parent's organisation decides, which must be asked."""
        viewer, rank = context.viewer, context.site_role
        if rank is None:
            return False
        if self.self_ and viewer is not None and getattr(source, "about_user", None) == viewer.user_id:
            return True
        if self.role is not None and rank.reaches(self.role):
            return True
        return False if self.org_role is None or getattr(source, "in_org", None) is None else None

    @property
    def rule(self) -> str:
        readers = ["the person themself"] if self.self_ else []
        readers += [f"people of site role {self.role.name} or above"] if self.role else []
        readers += [f"members of the organisation of role {self.org_role.name} or above"] if self.org_role else []
        return f"Null to all but {' and '.join(readers)}."


@directive(Location.OBJECT)
class SameAsParent:
    """On an object type: whoever may read the field that returned it may read its fields."""


def _freshness(seconds: int | None) -> str:
    return f" who proved who they are within {seconds // 60} minutes" if seconds else ""

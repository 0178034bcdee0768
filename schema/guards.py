"""Guards: declared on a field as directives, printed in the SDL, enforced by the schema that refuses to build without.

A guard vouches only for the organisation in its argument or its parent: look-ups by another id filter by it again.
"""

from collections.abc import Awaitable, Callable, Iterable
from datetime import timedelta
from inspect import isawaitable
from typing import Any, cast
from uuid import UUID

import strawberry
from strawberry.extensions import FieldExtension
from strawberry.schema_directive import Location
from strawberry.types import Info
from strawberry.types.base import StrawberryObjectDefinition, has_object_definition
from strawberry.types.field import StrawberryField
from strawberry.utils.str_converters import to_camel_case

from models import OrgRole, SiteRole
from models.org import Org
from resolvers.context import Context, parse_id
from schema.descriptions import describe
from schema.directives import directive
from schema.documents import mark_one_of
from schema.quotas import RateLimit
from services.database import now
from services.errors import FaultReason, Forbidden, Hidden, ReauthenticationRequired, Unauthenticated
from services.slugs import canonical_slug

_ROOTS = ("Query", "Mutation", "Subscription")


def require_fresh(context: Context, fresh_within: int | None) -> None:
    """A secret API key is always fresh."""
    if fresh_within is None or context.api_key is not None:
        return
    if context.principal().authenticated_at < now() - timedelta(seconds=fresh_within):
        raise ReauthenticationRequired


def site_role_of(context: Context) -> SiteRole:
    """Unauthenticated for a stranger."""
    if context.site_role is None:
        raise Unauthenticated(context.absence)
    return context.site_role


class Guard:
    """Decides about one use of a field, before its resolver: returns, or raises a Denied."""

    async def check(self, context: Context, source: Any, args: dict[str, Any]) -> None:
        raise NotImplementedError

    @property
    def rule(self) -> str:
        """One sentence for the field's description."""
        raise NotImplementedError


@directive(Location.FIELD_DEFINITION)
class Public(Guard):
    """Anyone may ask, signed in or not."""

    async def check(self, context: Context, source: Any, args: dict[str, Any]) -> None:
        return

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
        viewer = context.principal()
        if self.verified and context.services.policy.require_verification and not viewer.is_verified:
            raise Forbidden(FaultReason.NOT_VERIFIED)
        require_fresh(context, self.fresh_within)

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
        require_fresh(context, self.fresh_within)

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
        require_fresh(context, self.fresh_within)

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
        viewer, rank = context.viewer, context.site_role
        if rank is None:
            return False
        if self.self_ and viewer is not None and getattr(source, "about_user", None) == viewer.user_id:
            return True
        if self.role is not None and rank.reaches(self.role):
            return True
        org_id = getattr(source, "in_org", None)
        if self.org_role is None or org_id is None:
            return False
        org_rank = await context.org_role(org_id)
        return org_rank is not None and org_rank.reaches(self.org_role)

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


class Enforcement(FieldExtension):
    """Runs a field's guards, then its limits, then the resolver; or answers null for what is not visible."""

    def __init__(self, guards: list[Guard], limits: list[RateLimit], visibility: list[VisibleTo], name: str) -> None:
        self.guards, self.limits, self.visibility, self.name = guards, limits, visibility, name

    async def resolve_async(self, next_: Callable[..., Awaitable[Any]], source: Any, info: Info, **kwargs: Any) -> Any:
        context: Context = info.context
        for guard in self.guards:
            await guard.check(context, source, kwargs)
        for limit in self.limits:
            await limit.count(context, self.name, kwargs)
        for rule in self.visibility:
            if not await rule.reveals(context, source):
                return None
        # A resolver that is not a coroutine function answers at once, whatever Strawberry's types say.
        result: Any = next_(source, info, **kwargs)
        return await result if isawaitable(result) else result


class UnguardedSchema(TypeError):
    """The schema does not build: every fault at once, a line each."""


class GuardedSchema(strawberry.Schema):
    """A schema in which printed implies enforced."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._faults: list[str] = []
        super().__init__(*args, **kwargs)
        if self._faults:
            raise UnguardedSchema("\n".join(sorted(set(self._faults))))
        mark_one_of(self._schema)
        describe(self._schema)

    def get_fields(self, type_definition: StrawberryObjectDefinition) -> list[StrawberryField]:
        fields = super().get_fields(type_definition)
        if not type_definition.is_input:
            self._faults += _faults_of_type(type_definition)
            for field in fields:
                self._faults += _faults_of_field(type_definition, field)
                _enforce(field)
        return fields

    def process_errors(self, errors: list[Any], execution_context: Any = None) -> None:
        """Nothing: the transport logs what is ours, and only that."""


def _enforce(field: StrawberryField) -> None:
    guards = _applied(field, Guard)
    limits = _applied(field, RateLimit)
    visibility = _applied(field, VisibleTo)
    if not (guards or limits or visibility) or any(isinstance(known, Enforcement) for known in field.extensions):
        return
    name = to_camel_case(field.python_name)
    field.extensions = [*field.extensions, Enforcement(guards, limits, visibility, name)]
    rules = [each.rule for each in (*guards, *visibility, *limits)]
    field.description = "\n\n".join(filter(None, (field.description, " ".join(rules))))


def _applied(field: StrawberryField, kind: type[Any]) -> list[Any]:
    return [each for each in field.directives if isinstance(each, kind)]


def _faults_of_type(definition: StrawberryObjectDefinition) -> Iterable[str]:
    applied = list(definition.directives or ())
    for each in applied:
        if isinstance(each, Guard | VisibleTo):
            yield f"{definition.name}: a guard belongs on a field, not on a type"
    if definition.name in _ROOTS or definition.is_interface:
        return
    if not any(isinstance(each, SameAsParent) for each in applied):
        yield f"{definition.name}: an object type says @sameAsParent"


def _faults_of_field(definition: StrawberryObjectDefinition, field: StrawberryField) -> Iterable[str]:
    where = f"{definition.name}.{to_camel_case(field.python_name)}"
    guards = _applied(field, Guard)
    if definition.name in _ROOTS and len(guards) != 1:
        yield f"{where}: a root field has exactly one access guard"
    if any(isinstance(guard, HasOrgRole) for guard in guards) and not _has_org_in_reach(definition, field):
        yield f"{where}: @hasOrgRole needs an orgId argument or input field, a slug, or an organisation as parent"


def _has_org_in_reach(definition: StrawberryObjectDefinition, field: StrawberryField) -> bool:
    for argument in field.arguments:
        if argument.python_name in ("org_id", "slug"):
            return True
        if has_object_definition(argument.type) and any(
            inner.python_name == "org_id" for inner in argument.type.__strawberry_definition__.fields
        ):
            return True
    return "in_org" in getattr(definition.origin, "__annotations__", {})


def solitary_mutations(mutation: type) -> frozenset[str]:
    """Public, rate-limited mutations, by their names in the SDL: each guess must cost a request."""
    definition = cast(Any, mutation).__strawberry_definition__
    return frozenset(
        to_camel_case(field.python_name)
        for field in definition.fields
        if _applied(field, Public) and _applied(field, RateLimit)
    )

"""What each guard and each rule of visibility says to every kind of viewer, on a small schema in this process.

tests/test_access.py and tests/orgs/test_field_access.py ask the same of the whole contract, over HTTP.
"""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID

import pytest
import strawberry
from strawberry.schema.exceptions import InvalidOperationTypeError
from strawberry.types import ExecutionResult
from strawberry.types.graphql import OperationType

from models import ApiKey, Membership, Org, OrgRole, SiteRole, User
from resolvers.context import Context
from schema.documents import Documents
from schema.enforcement import GuardedSchema
from schema.guards import Authenticated, HasOrgRole, HasRole, Public, SameAsParent, VisibleTo
from schema.plans import Plans
from schema.quotas import RateLimit, RateLimitKey
from services import Services
from services.database import now
from services.errors import Denied, FaultReason
from services.limits import RateLimiter
from services.outage import Outage
from services.policy import Policy
from services.principals import Principal
from tests.support.both_ways import planned

TEAM, CLOSED = UUID(int=1), UUID(int=2)
RANKS = {"member": OrgRole.MEMBER, "admin": OrgRole.ADMIN, "owner": OrgRole.OWNER}
STAFF = {"moderator": SiteRole.MODERATOR, "site admin": SiteRole.ADMIN}
PEOPLE = ("outsider", "unverified", "stale", "enrolling", *RANKS, *STAFF)
IDS = {name: UUID(int=number) for number, name in enumerate(PEOPLE, start=10)}
MEMBERS, ADMINS = HasOrgRole(role=OrgRole.MEMBER), HasOrgRole(role=OrgRole.ADMIN)


@strawberry.input
class Aim:
    org_id: strawberry.ID


@strawberry.type(directives=[SameAsParent()])
class Team:
    in_org: strawberry.Private[UUID]
    about_user: strawberry.Private[UUID]
    by_parent: str | None = strawberry.field(directives=[MEMBERS], default="shown")
    to_self: str | None = strawberry.field(directives=[VisibleTo(self_=True)], default="shown")
    to_staff: str | None = strawberry.field(directives=[VisibleTo(role=SiteRole.MODERATOR)], default="shown")
    to_admins: str | None = strawberry.field(directives=[VisibleTo(org_role=OrgRole.ADMIN)], default="shown")

    @strawberry.field(directives=[VisibleTo(self_=True, role=SiteRole.ADMIN, org_role=OrgRole.OWNER)])
    async def to_several(self) -> str | None:
        return self.to_self


@strawberry.type(directives=[SameAsParent()])
class Nowhere:
    to_admins: str | None = strawberry.field(directives=[VisibleTo(self_=True, org_role=OrgRole.ADMIN)], default="x")


def door(*directives: object) -> Any:
    """A field that says yes to whoever gets there."""

    def resolver() -> str:
        return "yes"

    return strawberry.field(resolver=resolver, directives=directives)


@strawberry.type
class Query:
    public: str | None = door(Public())
    me: str | None = door(Authenticated())
    signed_in: str | None = door(Authenticated())
    verified: str | None = door(Authenticated(verified=True))
    fresh: str | None = door(Authenticated(fresh_within=600))
    moderators: str | None = door(HasRole(role=SiteRole.MODERATOR))
    fresh_users: str | None = door(HasRole(role=SiteRole.USER, fresh_within=600))

    limited: str | None = door(Public(), RateLimit(quota="1/hour", per=RateLimitKey.IP))

    @strawberry.field(directives=[Public()])
    def team(self, info: strawberry.Info, about: strawberry.ID) -> Team | None:
        return Team(in_org=UUID(info.variable_values["team"]), about_user=UUID(about))

    @strawberry.field(directives=[Public()])
    async def nowhere(self) -> Nowhere | None:
        return Nowhere()

    @strawberry.field(directives=[MEMBERS])
    async def members(self, info: strawberry.Info, org_id: strawberry.ID) -> str | None:
        return f"{info.field_name} {org_id}"

    @strawberry.field(directives=[ADMINS])
    async def admins(self, input: Aim) -> str | None:  # noqa: A002 (The contract's own name.)
        return input.org_id

    @strawberry.field(directives=[ADMINS])
    async def aimless(self, aim: Aim) -> str | None:
        return aim.org_id

    @strawberry.field(directives=[MEMBERS])
    def by_slug(self, slug: str) -> str | None:
        return slug

    @strawberry.field(directives=[HasOrgRole(role=OrgRole.MEMBER, fresh_within=600)])
    def fresh_members(self, org_id: strawberry.ID) -> str | None:
        return org_id


@strawberry.type
class Mutation:
    nothing: str = door(Public())


DOCUMENT = """query ($team: ID!, $closed: ID!, $self: ID!, $nobody: ID!) {
  public me signedIn verified fresh moderators freshUsers
  members(orgId: $team) closed: members(orgId: $closed) unknown: members(orgId: "x")
  admins(input: { orgId: $team }) aimless(aim: { orgId: $team })
  bySlug(slug: "Team") closedSlug: bySlug(slug: "closed") unknownSlug: bySlug(slug: "nobody") noSlug: bySlug(slug: "-")
  freshMembers(orgId: $team)
  own: team(about: $self) { byParent toSelf toStaff toAdmins toSeveral }
  other: team(about: $nobody) { byParent toSelf toStaff toAdmins toSeveral }
  nowhere { toAdmins }
}"""
VARIABLES = {"team": str(TEAM), "closed": str(CLOSED), "nobody": str(UUID(int=99))}

ALL = frozenset({"nobody", *PEOPLE, "key", "no client"})
STRANGERS = frozenset({"nobody", "no client"})
ADMIN_RANK = frozenset({"site admin", "key"})
SITE_STAFF = ADMIN_RANK | {"moderator"}
OWNERS = ADMIN_RANK | {"owner"}
INSIDERS = frozenset({"member", "admin", "owner", "stale"}) | SITE_STAFF
BY_KEY = frozenset({"key"})
# Who gets what lies at that path. An API key is nobody's own session.
SIGNED_IN = ALL - STRANGERS - BY_KEY - {"enrolling"}
READERS = {
    "public": ALL - {"no client"},
    "me": SIGNED_IN | {"enrolling"},
    "signedIn": SIGNED_IN,
    "verified": SIGNED_IN - {"unverified"},
    "fresh": SIGNED_IN - {"stale"},
    "moderators": SITE_STAFF,
    "freshUsers": SIGNED_IN - {"stale"} | BY_KEY,
    "members": INSIDERS,
    "closed": OWNERS,
    "unknown": frozenset(),
    "admins": OWNERS | {"admin"},
    "aimless": frozenset(),
    "bySlug": INSIDERS,
    "closedSlug": OWNERS,
    "unknownSlug": frozenset(),
    "noSlug": frozenset(),
    "freshMembers": INSIDERS - {"stale"},
    "own.byParent": INSIDERS,
    "own.toSelf": frozenset(PEOPLE),
    "own.toStaff": SITE_STAFF,
    "own.toAdmins": OWNERS | {"admin"},
    "own.toSeveral": frozenset(PEOPLE) | ADMIN_RANK,
    "other.byParent": INSIDERS,
    "other.toSelf": frozenset(),
    "other.toStaff": SITE_STAFF,
    "other.toAdmins": OWNERS | {"admin"},
    "other.toSeveral": OWNERS,
    "nowhere.toAdmins": frozenset(),
}
# Why the others do not, where it is not that they are strangers.
REASONS: dict[str, dict[str, str]] = {
    "verified": {"unverified": "FORBIDDEN NOT_VERIFIED"},
    "fresh": {"stale": "REAUTHENTICATION_REQUIRED ['password']"},
    "freshUsers": {"stale": "REAUTHENTICATION_REQUIRED ['password']"},
    "freshMembers": {"stale": "REAUTHENTICATION_REQUIRED ['password']"},
    "moderators": dict.fromkeys(PEOPLE, "FORBIDDEN ROLE_TOO_LOW"),
    "admins": dict.fromkeys(("member", "moderator", "stale"), "FORBIDDEN ROLE_TOO_LOW"),
}


@pytest.fixture
async def rows(tables: None) -> None:
    for id_, slug in ((TEAM, "team"), (CLOSED, "closed")):
        await Org.create(id=id_, name=slug, slug=slug, is_active=id_ == TEAM)
    for name, id_ in IDS.items():
        await User.create(id=id_, password_hash="x")
        if name in RANKS or name == "stale":
            for org_id in (TEAM, CLOSED):
                await Membership.create(org_id=org_id, user_id=id_, role=RANKS.get(name, OrgRole.MEMBER))


def context_of(name: str, **policy: bool) -> Context:
    services = cast(Services, SimpleNamespace(policy=Policy(**policy), limiter=None, quotas={}))
    context = Context(services, absence=FaultReason.TOKEN_EXPIRED)
    if name == "key":
        context.api_key = ApiKey(name="A server")
    if name == "no client":
        context.client_absence = FaultReason.TOKEN_INVALID
    if name in IDS:
        role = STAFF.get(name, SiteRole.USER)
        context.viewer = Principal(IDS[name], IDS[name], None, role, name != "unverified", 0, now(), now(), False)
    if name == "stale":
        context.viewer = replace(context.principal(), authenticated_at=now() - timedelta(seconds=601))
    if name == "enrolling":
        context.viewer = replace(context.principal(), must_enroll=True)
    return context


def built() -> GuardedSchema:
    documents = Documents(solitary=frozenset(), introspection=False, suggestions=False)
    return GuardedSchema(query=Query, mutation=Mutation, extensions=[documents.extension], plans=Plans(documents))


async def ask(schema: GuardedSchema, name: str, document: str = DOCUMENT, **policy: bool) -> ExecutionResult:
    variables = {**VARIABLES, "self": str(IDS.get(name, TEAM))} if document is DOCUMENT else None
    return await schema.execute(document, variables, context_of(name, **policy))


def shown(result: ExecutionResult) -> set[str]:
    """The paths at which something stands."""
    flat: dict[str, Any] = {}
    for key, value in cast(dict[str, Any], result.data).items():
        flat |= {f"{key}.{name}": inner for name, inner in value.items()} if isinstance(value, dict) else {key: value}
    return {path for path, value in flat.items() if value is not None}


def refusals(result: ExecutionResult) -> dict[str, str]:
    told = {}
    for error in result.errors or []:
        fault = cast(Denied, error.original_error)
        more = fault.methods if fault.methods is not None else fault.reason and fault.reason.name
        told[".".join(map(str, error.path or ()))] = f"{fault.code} {more}"
    return told


def refusals_of(name: str) -> dict[str, str]:
    """What is hidden by a rule of visibility is null without a word."""
    if name == "no client":
        return dict.fromkeys(("public", "own", "other", "nowhere"), "UNAUTHENTICATED TOKEN_INVALID") | {
            path: "UNAUTHENTICATED TOKEN_EXPIRED" for path in READERS if "." not in path and path != "public"
        }
    usual = {"nobody": "UNAUTHENTICATED TOKEN_EXPIRED", "enrolling": "FORBIDDEN MFA_ENROLLMENT_REQUIRED"}
    told = {}
    for path, readers in READERS.items():
        if name not in readers and ".to" not in path:
            needs_person = path in ("me", "signedIn", "verified", "fresh") and name == "key"
            reason = usual["nobody"] if needs_person else REASONS.get(path, {}).get(name, "NOT_FOUND None")
            told[path] = usual.get(name, reason)
    return told


async def test_who_gets_where(rows: None):
    """The first time by graphql-core, then by a plan."""
    schema, before = built(), planned()
    for name in ("admin", *sorted(ALL)):
        result = await ask(schema, name)
        assert refusals(result) == refusals_of(name), name
        assert shown(result) == {path for path, readers in READERS.items() if name in readers}, name
    assert planned() == before + len(ALL)


async def test_where_verification_is_not_asked_for_everybody_counts_as_verified(tables: None):
    result = await ask(built(), "unverified", "{ verified }", require_verification=False)
    assert shown(result) == {"verified"}


async def test_a_client_without_a_name_is_told_how_to_name_itself(tables: None):
    (error,) = (await ask(built(), "no client", "{ public }")).errors or []
    assert "X-Publishable-Key" in error.message


async def test_what_answers_at_once_is_limited_too(tables: None):
    schema, context = built(), context_of("nobody")
    context.services.limiter = RateLimiter(None, Outage())  # type: ignore[misc]
    answers = [await schema.execute("{ limited }", None, context) for _ in range(3)]
    assert [answer.data for answer in answers] == [{"limited": "yes"}, {"limited": None}, {"limited": None}]


async def test_only_the_operation_of_that_name_and_of_those_kinds_runs():
    schema, context = built(), context_of("nobody")
    for _ in range(2):
        result = await schema.execute("query A { me } query B { public }", None, context, operation_name="B")
        assert (result.data, result.errors) == ({"public": "yes"}, None)
        with pytest.raises(InvalidOperationTypeError):
            await schema.execute("mutation { nothing }", None, context, allowed_operation_types=[OperationType.QUERY])

"""A schema that forgets a guard does not build, and says every fault at once."""

import pytest
import strawberry

from models import OrgRole
from schema.documents import Documents
from schema.enforcement import GuardedSchema, UnguardedSchema, quota_names, solitary_mutations
from schema.guards import Authenticated, HasOrgRole, Public, SameAsParent
from schema.plans import Plans
from schema.quotas import RateLimit, RateLimitKey

OWNERS = [HasOrgRole(role=OrgRole.OWNER)]
PER_IP = RateLimit(quota="5/minute", per=RateLimitKey.IP)


@strawberry.type(directives=[Public()])
class Guarded:
    name: str


@strawberry.type(directives=[SameAsParent()])
class Told:
    name: str


@strawberry.interface
class Named:
    name: str


@strawberry.input
class Wish:
    name: str
    org_id: str


@strawberry.input
class Aimless:
    name: str


@strawberry.type(directives=[SameAsParent()])
class Member(Named):
    in_org: strawberry.Private[str]
    rank: str = strawberry.field(directives=OWNERS)


@strawberry.type(directives=[SameAsParent()])
class Homeless:
    rank: str = strawberry.field(directives=OWNERS)


@strawberry.type
class Query:
    unguarded: Told
    twice: Told = strawberry.field(directives=[Public(), Authenticated()])
    guarded_type: Guarded = strawberry.field(directives=[Public()])

    member: Member = strawberry.field(directives=[Public()])
    homeless: Homeless = strawberry.field(directives=[Public()])

    @strawberry.field(directives=OWNERS)
    def nowhere(self, name: str) -> str:
        return name

    @strawberry.field(directives=OWNERS)
    def aimless(self, wish: Aimless) -> str:
        return wish.name

    @strawberry.field(directives=OWNERS)
    def by_id(self, org_id: str) -> str:
        return org_id

    @strawberry.field(directives=OWNERS)
    def by_slug(self, slug: str) -> str:
        return slug

    @strawberry.field(directives=OWNERS)
    def by_wish(self, wish: Wish) -> str:
        return wish.org_id


def test_every_fault_is_named():
    with pytest.raises(UnguardedSchema) as refused:
        GuardedSchema(query=Query)
    assert str(refused.value).splitlines() == [
        "Guarded: a guard belongs on a field, not on a type",
        "Guarded: an object type says @sameAsParent",
        *(
            f"{field}: @hasOrgRole needs an orgId argument or input field, a slug, or an organisation as parent"
            for field in ("Homeless.rank", "Query.aimless", "Query.nowhere")
        ),
        "Query.twice: a root field has exactly one access guard",
        "Query.unguarded: a root field has exactly one access guard",
    ]


def test_plans_run_no_other_extension():
    documents = Documents(solitary=frozenset(), introspection=True, suggestions=True)
    twice = [documents.extension, documents.extension]
    with pytest.raises(UnguardedSchema) as refused:
        GuardedSchema(query=Limited, mutation=Nothing, extensions=twice, plans=Plans(documents))
    assert str(refused.value) == "plans run no schema extension beside the one that prepares documents"


@strawberry.type(name="Query")
class Limited:
    sign_in: Told = strawberry.field(directives=[Public(), PER_IP], description="Starts a session.")
    rename: Told = strawberry.field(directives=[Authenticated(fresh_within=600), PER_IP])
    look: Told = strawberry.field(directives=[Authenticated()])


@strawberry.type(name="Mutation")
class Nothing:
    nothing: Told = strawberry.field(directives=[Public()])


def test_a_field_tells_its_rules_once_however_often_it_is_built():
    GuardedSchema(query=Limited, mutation=Nothing)
    told = GuardedSchema(query=Limited, mutation=Nothing)._schema.type_map["Query"].fields  # type: ignore[attr-defined]
    assert told["signIn"].description == "Starts a session.\n\nAnyone may ask. At most 5/minute per ip."
    assert told["look"].description == "For signed-in people."
    assert told["rename"].description == (
        "For signed-in people who proved who they are within 10 minutes. At most 5/minute per ip."
    )


def test_what_is_public_and_limited_stands_alone():
    assert solitary_mutations(Limited) == {"signIn"}


def test_a_limit_is_set_by_the_name_of_its_field():
    names = {"SIGN_IN", "SIGN_IN_PER_IP", "RENAME", "RENAME_PER_IP"}
    assert quota_names(Limited, Query) == names

"""A schema that forgets a guard does not build, and says every fault at once."""

import pytest
import strawberry

from models import OrgRole
from schema.documents import Documents
from schema.enforcement import GuardedSchema, UnguardedSchema
from schema.guards import Authenticated, HasOrgRole, Public, SameAsParent
from schema.plans import Plans


@strawberry.type(directives=[Public()])
class Guarded:
    name: str


@strawberry.type(directives=[SameAsParent()])
class Told:
    name: str


@strawberry.type
class Query:
    unguarded: Told
    twice: Told = strawberry.field(directives=[Public(), Authenticated()])
    guarded_type: Guarded = strawberry.field(directives=[Public()])

    @strawberry.field(directives=[HasOrgRole(role=OrgRole.OWNER)])
    def nowhere(self, name: str) -> str:
        return name

    @strawberry.field(directives=[HasOrgRole(role=OrgRole.OWNER)])
    def somewhere(self, org_id: str) -> str:
        return org_id


def test_every_fault_is_named():
    with pytest.raises(UnguardedSchema) as refused:
        GuardedSchema(query=Query)
    assert str(refused.value).splitlines() == [
        "Guarded: a guard belongs on a field, not on a type",
        "Guarded: an object type says @sameAsParent",
        "Query.nowhere: @hasOrgRole needs an orgId argument or input field, a slug, or an organisation as parent",
        "Query.twice: a root field has exactly one access guard",
        "Query.unguarded: a root field has exactly one access guard",
    ]


def test_plans_run_no_other_extension():
    @strawberry.type
    class Alone:
        told: Told = strawberry.field(directives=[Public()])

    documents = Documents(solitary=frozenset(), introspection=True, suggestions=True)
    with pytest.raises(UnguardedSchema, match="plans run no schema extension"):
        GuardedSchema(query=Alone, extensions=[documents.extension, documents.extension], plans=Plans(documents))

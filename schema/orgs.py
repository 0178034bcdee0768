"""Organisations: found, change, hand over and delete one, and choose the one to speak for."""

from typing import Annotated

import strawberry
from strawberry.types import Info

from models import OrgRole
from resolvers import orgs
from resolvers.context import Context
from schema.guards import Authenticated, HasOrgRole, SameAsParent
from schema.problems import InvalidInput, NotFound, SlugTaken
from schema.quotas import RateLimit, RateLimitKey
from schema.types.members import MemberInput
from schema.types.messages import given
from schema.types.orgs import Org, OrgMember
from schema.types.sessions import SignedIn


@strawberry.input
class CreateOrgInput:
    """What a new organisation is called."""

    name: str = strawberry.field(description="For people, 1 to 200 characters.")
    slug: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="For addresses: 3 to 64 letters a to z, digits and single hyphens. Left out: made from the name.",
    )
    description: str | None = strawberry.field(default=strawberry.UNSET, description="At most 2,000 characters.")


@strawberry.input
class UpdateOrgInput:
    """What is left out stays, null clears."""

    org_id: strawberry.ID = strawberry.field(description="Which organisation.")
    name: str | None = strawberry.field(default=strawberry.UNSET, description="For people, 1 to 200 characters.")
    slug: str | None = strawberry.field(default=strawberry.UNSET, description="For addresses.")
    description: str | None = strawberry.field(default=strawberry.UNSET, description="At most 2,000 characters.")
    is_active: bool | None = strawberry.field(
        default=strawberry.UNSET, description="For owners: false hides it from all but its owners and site admins."
    )


@strawberry.type(directives=[SameAsParent()])
class OrgDeleted:
    """The organisation, its memberships and its invitations are gone."""

    org_id: strawberry.ID = strawberry.field(description="Which it was.")


CreateOrgResult = Annotated[Org | SlugTaken | InvalidInput, strawberry.union("CreateOrgResult")]
UpdateOrgResult = Annotated[Org | SlugTaken | InvalidInput, strawberry.union("UpdateOrgResult")]
DeleteOrgResult = Annotated[OrgDeleted, strawberry.union("DeleteOrgResult")]
TransferOwnershipResult = Annotated[OrgMember | NotFound | InvalidInput, strawberry.union("TransferOwnershipResult")]
SwitchOrgResult = Annotated[SignedIn | NotFound, strawberry.union("SwitchOrgResult")]


@strawberry.type
class OrgQueries:
    @strawberry.field(directives=[HasOrgRole(role=OrgRole.MEMBER)], description="One organisation.")
    async def org(self, info: Info[Context, None], org_id: strawberry.ID) -> Org | None:
        return Org.of(await orgs.by_id(info.context, org_id))

    @strawberry.field(
        directives=[HasOrgRole(role=OrgRole.MEMBER)], description="One organisation, by its slug in any case."
    )
    async def org_by_slug(self, info: Info[Context, None], slug: str) -> Org | None:
        return Org.of(await orgs.by_slug(info.context, slug))


@strawberry.type
class OrgMutations:
    @strawberry.mutation(
        directives=[Authenticated(verified=True), RateLimit(quota="10/hour", per=RateLimitKey.VIEWER)],
        description="Founds an organisation; the viewer becomes its owner.",
    )
    async def create_org(self, info: Info[Context, None], input: CreateOrgInput) -> CreateOrgResult:
        return Org.of(await orgs.create(info.context, input.name, given(input.slug), given(input.description)))

    @strawberry.mutation(directives=[HasOrgRole(role=OrgRole.ADMIN)], description="Changes an organisation.")
    async def update_org(self, info: Info[Context, None], input: UpdateOrgInput) -> UpdateOrgResult:
        wishes = {name: value for name, value in vars(input).items() if value is not strawberry.UNSET}
        return Org.of(await orgs.update(info.context, wishes.pop("org_id"), wishes))

    @strawberry.mutation(
        directives=[HasOrgRole(role=OrgRole.OWNER, fresh_within=600)],
        description="Deletes an organisation with its memberships and invitations, for good.",
    )
    async def delete_org(self, info: Info[Context, None], org_id: strawberry.ID) -> DeleteOrgResult:
        return OrgDeleted(org_id=strawberry.ID(await orgs.delete(info.context, org_id)))

    @strawberry.mutation(
        directives=[HasOrgRole(role=OrgRole.OWNER, fresh_within=600)],
        description="Makes another member owner. The viewer becomes admin; where a site admin who is no owner does it, "
        "the owners do.",
    )
    async def transfer_ownership(self, info: Info[Context, None], input: MemberInput) -> TransferOwnershipResult:
        return OrgMember.of(await orgs.transfer(info.context, input.org_id, input.user_id))

    @strawberry.mutation(
        directives=[Authenticated()],
        description="Makes this organisation the one that the viewer's next access tokens speak for "
        "(claims `org_id`, `org_role`); null for none.",
    )
    async def switch_org(
        self, info: Info[Context, None], org_id: strawberry.ID | None = strawberry.UNSET
    ) -> SwitchOrgResult:
        return SignedIn.of(await orgs.switch(info.context, given(org_id)))

"""Organisations and their members: two types that lead to each other."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry
from strawberry.types import Info

from models import Membership, OrgRole, SiteRole
from models.org import Org as OrgRow
from resolvers import members
from resolvers.context import Context
from schema.guards import HasOrgRole, SameAsParent, VisibleTo
from schema.types.messages import given
from schema.types.pages import After, Connection, First, connection_of
from schema.types.people import User
from schema.waiting import OF_MEMORY, later, remembered
from services.paging import USUAL

strawberry.enum(OrgRole, description="A person's rank in one organisation, from the lowest to the highest.")

OfRole = Annotated[OrgRole | None, strawberry.argument(description="Only those of exactly this role.")]
Search = Annotated[
    str | None,
    strawberry.argument(
        description="The beginning of a name, or of an address for who may read addresses; in any case, no wildcards."
    ),
]


@strawberry.type(directives=[SameAsParent()])
class OrgMember:
    """One person in one organisation."""

    in_org: strawberry.Private[UUID]
    about_user: strawberry.Private[UUID]
    id: strawberry.ID = strawberry.field(description="Of the membership, not of the person.")
    org_id: strawberry.ID = strawberry.field(description="Which organisation.")
    user_id: strawberry.ID = strawberry.field(description="Which person.")
    role: OrgRole = strawberry.field(description="The person's rank in the organisation.")
    joined_at: datetime = strawberry.field(description="Since when.")

    @strawberry.field(metadata=OF_MEMORY, description="The organisation.")
    def org(self, info: Info[Context, None]) -> "Org":
        memory, known = info.context.remembered, info.context.remembered_org(self.in_org)
        return remembered(memory, Org.of, known) if memory and known else later(Org.of, info.context.org(self.in_org))

    @strawberry.field(description="The person.")
    async def user(self, info: Info[Context, None]) -> User:
        return User.of(await info.context.person(self.about_user))

    @strawberry.field(
        directives=[VisibleTo(self_=True, org_role=OrgRole.ADMIN, role=SiteRole.MODERATOR)],
        description="Plain members see names, not addresses.",
    )
    async def email(self, info: Info[Context, None]) -> str | None:
        return (await info.context.contacts.load(self.about_user)).email

    @strawberry.field(description="As the person wrote it.")
    async def full_name(self, info: Info[Context, None]) -> str | None:
        return (await info.context.contacts.load(self.about_user)).full_name

    @classmethod
    def of(cls, row: Membership) -> "OrgMember":
        return cls(
            in_org=row.org_id,
            about_user=row.user_id,
            id=strawberry.ID(str(row.id)),
            org_id=strawberry.ID(str(row.org_id)),
            user_id=strawberry.ID(str(row.user_id)),
            role=row.role,
            joined_at=row.joined_at,
        )


@strawberry.type(directives=[SameAsParent()])
class Org:
    """An organisation."""

    in_org: strawberry.Private[UUID]
    id: strawberry.ID = strawberry.field(description="For `orgId` arguments; the access token's `org_id` when active.")
    name: str = strawberry.field(description="For people.")
    slug: str = strawberry.field(description="For addresses: lower case, unique.")
    description: str | None = strawberry.field(description="In the owners' words.")
    is_active: bool = strawberry.field(description="False hides it from all but its owners and site admins.")
    created_at: datetime = strawberry.field(description="When it was made.")
    updated_at: datetime | None = strawberry.field(description="The latest change.")

    @strawberry.field(description="The viewer's own rank in it; null for none.")
    async def viewer_role(self, info: Info[Context, None]) -> OrgRole | None:
        viewer = info.context.viewer
        membership = await info.context.memberships.load((viewer.user_id, self.in_org)) if viewer else None
        return membership.role if membership else None

    @strawberry.field(
        directives=[VisibleTo(org_role=OrgRole.MEMBER, role=SiteRole.MODERATOR)], description="How many belong to it."
    )
    async def member_count(self, info: Info[Context, None]) -> int | None:
        return await info.context.member_counts.load(self.in_org)

    @strawberry.field(
        directives=[HasOrgRole(role=OrgRole.MEMBER)], description="Who belongs to it, in the order of joining."
    )
    async def members(
        self,
        info: Info[Context, None],
        first: First = USUAL,
        after: After = strawberry.UNSET,
        role: OfRole = strawberry.UNSET,
        search: Search = strawberry.UNSET,
    ) -> Connection[OrgMember] | None:
        page = await members.page(
            info.context, self.in_org, first=first, after=given(after), role=role or None, search=given(search)
        )
        return connection_of(page, OrgMember.of)

    @classmethod
    def of(cls, row: OrgRow) -> "Org":
        return cls(
            in_org=row.id,
            id=strawberry.ID(str(row.id)),
            name=row.name,
            slug=row.slug,
            description=row.description,
            is_active=row.is_active,
            created_at=row.created_at,
            updated_at=row.updated_at,
        )

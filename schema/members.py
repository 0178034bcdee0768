"""Members of an organisation: list, add, promote, demote, remove, leave."""

from typing import Annotated

import strawberry
from strawberry.types import Info

from models import Membership, OrgRole
from resolvers import members
from resolvers.context import Context
from resolvers.orgs import id_of
from schema.guards import HasOrgRole
from schema.problems import AlreadyMember, InvalidInput, LastOwner, NotFound, RoleTooHigh
from schema.types.members import (
    AddMemberInput,
    AddMembersInput,
    MemberInput,
    MemberRemoved,
    MembersAdded,
    UpdateMemberRoleInput,
)
from schema.types.messages import given
from schema.types.orgs import OfRole, OrgMember, Search
from schema.types.pages import After, Connection, First, connection_of
from services.paging import USUAL

AddMemberResult = Annotated[OrgMember | NotFound | AlreadyMember | RoleTooHigh, strawberry.union("AddMemberResult")]
AddMembersResult = Annotated[MembersAdded | RoleTooHigh | InvalidInput, strawberry.union("AddMembersResult")]
UpdateMemberRoleResult = Annotated[
    OrgMember | NotFound | LastOwner | RoleTooHigh, strawberry.union("UpdateMemberRoleResult")
]
RemoveMemberResult = Annotated[
    MemberRemoved | NotFound | LastOwner | RoleTooHigh, strawberry.union("RemoveMemberResult")
]
LeaveOrgResult = Annotated[MemberRemoved | LastOwner, strawberry.union("LeaveOrgResult")]


@strawberry.type
class MemberQueries:
    @strawberry.field(
        directives=[HasOrgRole(role=OrgRole.MEMBER)],
        description="Who belongs to an organisation, in the order of joining.",
    )
    async def org_members(
        self,
        info: Info[Context, None],
        org_id: strawberry.ID,
        first: First = USUAL,
        after: After = strawberry.UNSET,
        role: OfRole = strawberry.UNSET,
        search: Search = strawberry.UNSET,
    ) -> Connection[OrgMember] | None:
        page = await members.page(
            info.context, id_of(org_id), first=first, after=given(after), role=role or None, search=given(search)
        )
        return connection_of(page, OrgMember.of)


@strawberry.type
class MemberMutations:
    @strawberry.mutation(
        directives=[HasOrgRole(role=OrgRole.ADMIN)], description="Adds someone who has an account, without asking them."
    )
    async def add_member(self, info: Info[Context, None], input: AddMemberInput) -> AddMemberResult:
        return OrgMember.of(await members.add(info.context, input.org_id, input.user_id, input.role))

    @strawberry.mutation(directives=[HasOrgRole(role=OrgRole.ADMIN)], description="Adds up to 500 people at once.")
    async def add_members(self, info: Info[Context, None], input: AddMembersInput) -> AddMembersResult:
        return MembersAdded.of(await members.add_many(info.context, input.org_id, input.user_ids, input.role))

    @strawberry.mutation(directives=[HasOrgRole(role=OrgRole.ADMIN)], description="Promotes or demotes a member.")
    async def update_member_role(
        self, info: Info[Context, None], input: UpdateMemberRoleInput
    ) -> UpdateMemberRoleResult:
        return OrgMember.of(await members.change_role(info.context, input.org_id, input.user_id, input.role))

    @strawberry.mutation(directives=[HasOrgRole(role=OrgRole.ADMIN)], description="Ends someone's membership.")
    async def remove_member(self, info: Info[Context, None], input: MemberInput) -> RemoveMemberResult:
        return _removed(await members.remove(info.context, input.org_id, input.user_id))

    @strawberry.mutation(directives=[HasOrgRole(role=OrgRole.MEMBER)], description="Ends the viewer's own membership.")
    async def leave_org(self, info: Info[Context, None], org_id: strawberry.ID) -> LeaveOrgResult:
        return _removed(await members.leave(info.context, org_id))


def _removed(row: Membership) -> MemberRemoved:
    return MemberRemoved(org_id=strawberry.ID(str(row.org_id)), user_id=strawberry.ID(str(row.user_id)))

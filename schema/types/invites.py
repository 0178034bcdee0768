"""Invitations."""

from datetime import datetime
from uuid import UUID

import strawberry
from strawberry.types import Info

from models import InviteStatus, OrgRole
from models.invite import Invite as InviteRow
from resolvers.context import Context
from schema.guards import SameAsParent
from schema.types.orgs import Org
from schema.types.people import User
from services.database import now

strawberry.enum(InviteStatus, description="What became of an invitation.")


@strawberry.type(directives=[SameAsParent()])
class Invite:
    """An invitation to an organisation, to one address."""

    org_id: strawberry.Private[UUID]
    inviter_id: strawberry.Private[UUID | None]
    id: strawberry.ID = strawberry.field(description="For `inviteId`.")
    email: str = strawberry.field(description="The invited address, in its canonical form.")
    role: OrgRole = strawberry.field(description="The rank that comes with it.")
    status: InviteStatus = strawberry.field(description="What became of it.")
    created_at: datetime = strawberry.field(description="When it was first sent.")
    expires_at: datetime = strawberry.field(description="Good until then.")
    accepted_at: datetime | None = strawberry.field(description="When the person joined by it.")

    @strawberry.field(description="The organisation that invites.")
    async def org(self, info: Info[Context, None]) -> Org:
        return Org.of(await info.context.org(self.org_id))

    @strawberry.field(description="Who sent it; null once that account is gone.")
    async def invited_by(self, info: Info[Context, None]) -> User | None:
        inviter = await info.context.users.load(self.inviter_id) if self.inviter_id else None
        return User.of(inviter) if inviter else None

    @classmethod
    def of(cls, row: InviteRow) -> "Invite":
        return cls(
            org_id=row.org_id,
            inviter_id=row.invited_by_id,
            id=strawberry.ID(str(row.id)),
            email=row.email,
            role=row.role,
            status=row.status_at(now()),
            created_at=row.created_at,
            expires_at=row.expires_at,
            accepted_at=row.accepted_at,
        )


@strawberry.type(directives=[SameAsParent()])
class InvitePreview:
    """What an invitation page shows before anyone signs in."""

    org_name: str = strawberry.field(description="Who invites.")
    invited_by: str | None = strawberry.field(description="The name of the person who sent it, if they gave one.")
    email: str = strawberry.field(description="The invited address.")
    role: OrgRole = strawberry.field(description="The rank that comes with it.")
    expires_at: datetime = strawberry.field(description="Good until then.")

    @classmethod
    def of(cls, row: InviteRow) -> "InvitePreview":
        return cls(
            org_name=row.org.name,
            invited_by=row.invited_by.full_name if row.invited_by else None,
            email=row.email,
            role=row.role,
            expires_at=row.expires_at,
        )

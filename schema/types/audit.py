"""What the audit log tells."""

from datetime import datetime
from typing import cast
from uuid import UUID

import strawberry
from strawberry.scalars import JSON
from strawberry.types import Info

from models import AuditEvent as AuditEventRow
from models import AuditPersonal
from resolvers import audit_log
from resolvers.context import Context
from schema.guards import SameAsParent
from schema.types.pages import Connection, connection_of
from schema.types.people import User
from services.paging import Page


@strawberry.type(directives=[SameAsParent()])
class AuditEvent:
    """Something that happened, for good: events are only ever added."""

    actor_uuid: strawberry.Private[UUID | None]
    id: strawberry.ID = strawberry.field(description="Later events have greater ids.")
    type: str = strawberry.field(description="Such as `auth.login_success`; the list is in the docs.")
    at: datetime = strawberry.field(description="When, in UTC.")
    actor_id: strawberry.ID | None = strawberry.field(description="The account or API key that did it.")
    actor_email: str | None = strawberry.field(description="The address as known or given then; null once erased.")
    target_type: str | None = strawberry.field(description="Such as `user`, `session`, `org`, `invite`.")
    target_id: strawberry.ID | None = strawberry.field(description="What it was done to.")
    org_id: strawberry.ID | None = strawberry.field(description="The organisation that it concerns.")
    ip_address: str | None = strawberry.field(description="Where it was asked from; null once erased.")
    user_agent: str | None = strawberry.field(description="As the client sent it; null once erased.")
    detail: JSON | None = strawberry.field(description="What else the type of event tells.")

    @strawberry.field(description="The person who did it, while the account exists.")
    async def actor(self, info: Info[Context, None]) -> User | None:
        row = await info.context.users.load(self.actor_uuid) if self.actor_uuid else None
        return User.of(row) if row else None

    @classmethod
    def of(cls, row: AuditEventRow, personal: AuditPersonal | None) -> "AuditEvent":
        return cls(
            actor_uuid=row.actor_id,
            id=strawberry.ID(str(row.id)),
            type=row.type,
            at=row.at,
            actor_id=_id(row.actor_id),
            actor_email=personal.actor_email if personal else None,
            target_type=row.target_type,
            target_id=_id(row.target_id),
            org_id=_id(row.org_id),
            ip_address=personal.ip_address if personal else None,
            user_agent=personal.user_agent if personal else None,
            detail=cast(JSON, row.detail),
        )


def _id(value: UUID | str | None) -> strawberry.ID | None:
    return strawberry.ID(str(value)) if value is not None else None


async def connection_of_events(page: Page[AuditEventRow], *, seen_by: UUID | None = None) -> Connection[AuditEvent]:
    """`seen_by`: for this person's eyes, who learns nothing personal of others; None shows everything."""
    personal = await audit_log.personal(page.rows, seen_by=seen_by)
    return connection_of(page, lambda row: AuditEvent.of(row, personal.get(row.id)))

"""The audit log: the site's, an organisation's, a person's own."""

from datetime import datetime
from typing import Annotated

import strawberry
from strawberry.types import Info

from models import OrgRole, SiteRole
from resolvers import audit_log
from resolvers.context import Context
from schema.guards import Authenticated, HasOrgRole, HasRole
from schema.types.audit import AuditEvent, connection_of_events
from schema.types.messages import given
from schema.types.pages import After, Connection, First
from services.paging import USUAL

OfType = Annotated[str | None, strawberry.argument(description="Events of this type only.")]
OfActor = Annotated[strawberry.ID | None, strawberry.argument(description="Events that this account or key caused.")]
OfOrg = Annotated[strawberry.ID | None, strawberry.argument(description="Events of this organisation.")]
Since = Annotated[datetime | None, strawberry.argument(description="Events at this time or later.")]
Until = Annotated[datetime | None, strawberry.argument(description="Events before this time.")]


@strawberry.type
class AuditQueries:
    @strawberry.field(directives=[HasRole(role=SiteRole.MODERATOR)], description="What happened here, newest first.")
    async def audit_events(
        self,
        info: Info[Context, None],
        first: First = USUAL,
        after: After = strawberry.UNSET,
        type: OfType = strawberry.UNSET,
        actor_id: OfActor = strawberry.UNSET,
        org_id: OfOrg = strawberry.UNSET,
        since: Since = strawberry.UNSET,
        until: Until = strawberry.UNSET,
    ) -> Connection[AuditEvent] | None:
        page = await audit_log.everything(
            first,
            given(after),
            type_=given(type),
            actor_id=given(actor_id),
            org_id=given(org_id),
            since=since or None,
            until=until or None,
        )
        return await connection_of_events(page)

    @strawberry.field(
        directives=[HasOrgRole(role=OrgRole.ADMIN)], description="What happened in an organisation, newest first."
    )
    async def org_audit_events(
        self,
        info: Info[Context, None],
        org_id: strawberry.ID,
        first: First = USUAL,
        after: After = strawberry.UNSET,
        type: OfType = strawberry.UNSET,
    ) -> Connection[AuditEvent] | None:
        return await connection_of_events(await audit_log.of_org(org_id, first, given(after), type_=given(type)))

    @strawberry.field(
        directives=[Authenticated()], description="What the viewer did, and what was done to the account, newest first."
    )
    async def my_audit_events(
        self, info: Info[Context, None], first: First = USUAL, after: After = strawberry.UNSET
    ) -> Connection[AuditEvent] | None:
        page = await audit_log.of_viewer(info.context, first, given(after))
        return await connection_of_events(page, seen_by=info.context.principal().user_id)

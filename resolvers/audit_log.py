"""Reading the audit log: an operator's, an organisation's, a person's own."""

from datetime import datetime
from uuid import UUID

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from models import AuditEvent, AuditPersonal
from resolvers.context import Context, parse_id
from services.paging import Page, page_of, window


async def everything(
    first: int | None,
    after: str | None,
    *,
    type_: str | None = None,
    actor_id: str | None = None,
    org_id: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Page[AuditEvent]:
    """Newest first. What is None does not narrow; an id that cannot be one of ours matches nothing."""
    matching = _of_type(AuditEvent.all(), type_)
    if actor_id is not None:
        matching = matching.filter(actor_id=parse_id(actor_id) or _NOBODY)
    if org_id is not None:
        matching = matching.filter(org_id=parse_id(org_id) or _NOBODY)
    if since is not None:
        matching = matching.filter(at__gte=since)
    if until is not None:
        matching = matching.filter(at__lt=until)
    return await _page(matching, first, after)


async def of_org(org_id: str, first: int | None, after: str | None, *, type_: str | None) -> Page[AuditEvent]:
    return await _page(_of_type(AuditEvent.filter(org_id=parse_id(org_id) or _NOBODY), type_), first, after)


async def of_viewer(context: Context, first: int | None, after: str | None) -> Page[AuditEvent]:
    """What the person did, and what was done to the account."""
    id_ = context.principal().user_id
    return await _page(AuditEvent.filter(Q(actor_id=id_) | Q(target_id=str(id_))), first, after)


async def personal(event_ids: list[UUID]) -> dict[UUID, AuditPersonal]:
    """What was not erased."""
    return {row.event_id: row for row in await AuditPersonal.filter(event_id__in=event_ids)}


_NOBODY = UUID(int=0)


def _of_type(matching: QuerySet[AuditEvent], type_: str | None) -> QuerySet[AuditEvent]:
    return matching if type_ is None else matching.filter(type=type_.replace("\x00", "")[:64])


async def _page(matching: QuerySet[AuditEvent], first: int | None, after: str | None) -> Page[AuditEvent]:
    return await page_of(matching, window(AuditEvent, first, after), newest_first=True)

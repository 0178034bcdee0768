"""Reading the audit log: an operator's, an organisation's, a person's own."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from uuid import UUID

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from models import AuditEvent, AuditPersonal, Session
from resolvers.context import Context, parse_id
from services.paging import Page, page_of, window
from services.text import require_zone


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
        require_zone(since, "since")
        matching = matching.filter(at__gte=since)
    if until is not None:
        require_zone(until, "until")
        matching = matching.filter(at__lt=until)
    return await _page(matching, first, after)


async def of_org(org_id: str, first: int | None, after: str | None, *, type_: str | None) -> Page[AuditEvent]:
    return await _page(_of_type(AuditEvent.filter(org_id=parse_id(org_id) or _NOBODY), type_), first, after)


async def of_viewer(context: Context, first: int | None, after: str | None) -> Page[AuditEvent]:
    return await _page(await about(context.principal().user_id), first, after)


async def about(user_id: UUID) -> QuerySet[AuditEvent]:
    """What the person did, and what was done to the account and its sessions."""
    session_ids = await Session.filter(user_id=user_id).values_list("id", flat=True)
    targets = [str(user_id), *map(str, session_ids)]
    return AuditEvent.filter(Q(actor_id=user_id) | Q(target_id__in=targets))


async def personal(events: Sequence[AuditEvent], *, seen_by: UUID | None = None) -> dict[UUID, AuditPersonal]:
    """What was not erased, by event. `seen_by`: without what tells of another account; None shows everything."""
    shown = [event.id for event in events if seen_by is None or event.actor_id in (None, seen_by)]
    return {row.event_id: row for row in await AuditPersonal.filter(event_id__in=shown)}


async def from_the_beginning() -> AsyncIterator[tuple[AuditEvent, AuditPersonal | None]]:
    """Everything, page by page."""
    page = await _oldest(AuditEvent.all())
    while page:
        rows = await personal(page)
        for event in page:
            yield event, rows.get(event.id)
        page = await _oldest(AuditEvent.filter(id__gt=page[-1].id))


async def _oldest(matching: QuerySet[AuditEvent]) -> list[AuditEvent]:
    return await matching.order_by("id").limit(_BATCH)


_BATCH = 500
_NOBODY = UUID(int=0)


def _of_type(matching: QuerySet[AuditEvent], type_: str | None) -> QuerySet[AuditEvent]:
    return matching if type_ is None else matching.filter(type=type_.replace("\x00", "")[:64])


async def _page(matching: QuerySet[AuditEvent], first: int | None, after: str | None) -> Page[AuditEvent]:
    return await page_of(matching, window(AuditEvent, first, after), newest_first=True)

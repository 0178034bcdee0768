"""API keys, as an administrator handles them."""

from datetime import datetime, timedelta
from typing import Any

from models import ApiKey, ApiKeyKind
from resolvers.context import Context, parse_id
from services import api_keys, audit
from services.database import now, transaction
from services.errors import FieldFault, InvalidInput, NotFound
from services.text import clean_line, require_zone

# Time enough to hand the new key to every server, with both accepted.
ROTATION_OVERLAP = timedelta(hours=24)


async def every() -> list[ApiKey]:
    """Newest first, revoked ones included."""
    return await ApiKey.all().order_by("-id")


async def create(context: Context, name: str, kind: ApiKeyKind, expires_at: datetime | None) -> tuple[str, ApiKey]:
    label = clean_line(name, "name", longest=100)
    if not label:
        raise InvalidInput(FieldFault("name", "must not be empty"))
    if expires_at is not None:
        require_zone(expires_at, "expiresAt")
        if expires_at <= now():
            raise InvalidInput(FieldFault("expiresAt", "must be in the future"))
    async with transaction():
        key, row = await api_keys.create(context.services.vault, label, kind, expires_at)
        await _record(context, "api_key_created", row)
    return key, row


async def rotate(context: Context, id_: str) -> tuple[str, ApiKey]:
    """A successor of the same name and kind. The old key works for ROTATION_OVERLAP more, unless it expires before."""
    old = await _living(id_)
    async with transaction():
        ends_at = min(filter(None, (old.expires_at, now() + ROTATION_OVERLAP)))
        if not await ApiKey.filter(id=old.id, revoked_at__isnull=True).update(expires_at=ends_at):
            raise NotFound
        key, row = await api_keys.create(context.services.vault, old.name, old.kind, old.expires_at)
        await _record(context, "api_key_rotated", row, replaces=str(old.id))
    return key, row


async def revoke(context: Context, id_: str) -> ApiKey:
    """From the next request on, everywhere."""
    row = await _living(id_)
    async with transaction():
        row.revoked_at = now()
        if not await ApiKey.filter(id=row.id, revoked_at__isnull=True).update(revoked_at=row.revoked_at):
            raise NotFound
        await _record(context, "api_key_revoked", row)
    return row


async def _living(id_: str) -> ApiKey:
    row = await ApiKey.get_or_none(id=parse_id(id_), revoked_at__isnull=True)
    if row is None or (row.expires_at is not None and row.expires_at <= now()):
        raise NotFound
    return row


async def _record(context: Context, event: str, row: ApiKey, **detail: Any) -> None:
    await audit.record(
        event, actor=context.actor, target=row, origin=context.origin, name=row.name, prefix=row.prefix, **detail
    )

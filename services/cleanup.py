"""Deletes what has expired, in batches that hold no lock for long."""

from datetime import timedelta

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from models import Attempts, OneTimeToken, OutboxMessage, OutboxStatus, ProviderFlow, Session, TotpFactor
from services.database import now

_BATCH = 1000
# Long enough to look into what happened; nothing that is kept here still opens a door.
_KEPT_FOR = timedelta(days=1)
_SESSIONS_KEPT_FOR = timedelta(days=7)


async def expired() -> int:
    """One batch of each kind; how many rows went."""
    past, week_ago = now() - _KEPT_FOR, now() - _SESSIONS_KEPT_FOR
    ended = Q(ended_at__lt=week_ago) | Q(ends_at__lt=week_ago) | Q(expires_at__lt=week_ago)
    return sum(
        [
            await _delete(OneTimeToken.filter(expires_at__lt=past)),
            await _delete(ProviderFlow.filter(expires_at__lt=past)),
            await _delete(TotpFactor.filter(confirmed_at__isnull=True, created_at__lt=past)),
            await _delete(Session.filter(ended)),
            await _delete(OutboxMessage.filter(status=OutboxStatus.SENT, sent_at__lt=week_ago)),
            await _delete_attempts(),
        ]
    )


async def _delete(rows: QuerySet) -> int:  # type: ignore[type-arg]
    ids = await rows.limit(_BATCH).values_list("id", flat=True)
    return await rows.model.filter(id__in=list(ids)).delete() if ids else 0


async def _delete_attempts() -> int:
    """Counters that would start anew at the next failure anyway."""
    forgotten = Attempts.filter(
        Q(locked_until__isnull=True) | Q(locked_until__lt=now()), counted_since__lt=now() - _KEPT_FOR
    )
    keys = await forgotten.limit(_BATCH).values_list("key", flat=True)
    return await Attempts.filter(key__in=list(keys)).delete() if keys else 0

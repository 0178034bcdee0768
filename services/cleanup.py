"""Deletes what has expired, in batches that hold no lock for long."""

from datetime import timedelta

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from models import (
    Attempts,
    Invite,
    InviteStatus,
    OneTimeToken,
    OutboxMessage,
    OutboxStatus,
    ProviderFlow,
    Session,
    TotpFactor,
)
from services.database import now

_BATCH = 1000
# Long enough to look into what happened; nothing that is kept here still opens a door.
_KEPT_FOR = timedelta(days=1)
_SESSIONS_KEPT_FOR = timedelta(days=7)
# Those who invited see until then that nobody came, and may send it again.
_INVITES_KEPT_FOR = timedelta(days=30)


async def expired() -> dict[str, int]:
    """All of each kind, batch by batch; how many rows went, by what they were."""
    gone: dict[str, int] = {}
    while sum((batch := await _batch_of_each()).values()):
        gone = {kind: gone.get(kind, 0) + count for kind, count in batch.items()}
    return gone or batch


async def _batch_of_each() -> dict[str, int]:
    past, week_ago = now() - _KEPT_FOR, now() - _SESSIONS_KEPT_FOR
    sent = OutboxMessage.filter(status=OutboxStatus.SENT, due_at__lt=week_ago, sent_at__lt=week_ago)
    # No session's refresh token outlives the session, so these are all that reached their end by themselves.
    lapsed_sessions = Session.filter(expires_at__lt=week_ago)
    lapsed = Invite.filter(status=InviteStatus.PENDING, expires_at__lt=now() - _INVITES_KEPT_FOR)
    return {
        "sessions": await _delete(Session.filter(ended_at__lt=week_ago)) + await _delete(lapsed_sessions),
        "one_time_tokens": await _delete(OneTimeToken.filter(expires_at__lt=past)),
        "provider_flows": await _delete(ProviderFlow.filter(expires_at__lt=past)),
        "unfinished_factors": await _delete(TotpFactor.filter(confirmed_at__isnull=True, created_at__lt=past)),
        "invites": await _delete(lapsed),
        "sent_messages": await _delete(sent),
        "attempts": await _delete_attempts(),
    }


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

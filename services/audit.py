"""Security events: one row in the transaction of what it tells, and one JSON log line once that has committed."""

import hashlib
import json
import logging
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

import orjson

from models import AuditEvent, AuditPersonal, User
from models.base import Row
from services.database import after_commit, now

_log = logging.getLogger("ostiary.audit")


@dataclass(frozen=True)
class Origin:
    """Where a request came from. `client`: the name of the client application, where it sent a publishable key."""

    ip_address: str | None = None
    user_agent: str | None = None
    client: str | None = None


@dataclass(frozen=True)
class Actor:
    """Who did it: the id of an account, if any, and the address as known or as given."""

    id: UUID | None = None
    email: str | None = None

    @classmethod
    def of(cls, user: User) -> "Actor":
        return cls(user.id, user.email)


NOBODY = Actor()
NOWHERE = Origin()


async def record(
    type_: str,
    *,
    actor: Actor = NOBODY,
    target: Row | None = None,
    org_id: UUID | None = None,
    origin: Origin = NOWHERE,
    **detail: Any,
) -> None:
    """Writes the event `auth.<type_>`. `detail` holds ids, counts and names of things: no secret, no personal value."""
    event, personal = _event(type_, target, detail, actor=actor, origin=origin)
    event.org_id = org_id
    await event.save(force_create=True)
    await personal.save(force_create=True)
    after_commit(partial(_tell, event, personal))


async def record_each(
    type_: str, details: Iterable[tuple[Row, dict[str, Any]]], *, actor: Actor = NOBODY, origin: Origin = NOWHERE
) -> None:
    """One event for each target with its detail, like `record`, in two statements."""
    built = [_event(type_, target, detail, actor=actor, origin=origin) for target, detail in details]
    await AuditEvent.bulk_create([event for event, _ in built])
    await AuditPersonal.bulk_create([personal for _, personal in built])
    for event, personal in built:
        after_commit(partial(_tell, event, personal))


def _event(
    type_: str, target: Row | None, detail: dict[str, Any], *, actor: Actor, origin: Origin
) -> tuple[AuditEvent, AuditPersonal]:
    event = AuditEvent(
        type=f"auth.{type_}",
        at=now(),
        actor_id=actor.id,
        target_type=type(target).__name__.lower() if target is not None else None,
        target_id=str(target.id) if target is not None else None,
        detail={**detail, "client": origin.client} if origin.client else detail,
    )
    personal = AuditPersonal(
        event_id=event.id,
        salt=secrets.token_hex(16),
        actor_email=actor.email,
        ip_address=origin.ip_address,
        user_agent=origin.user_agent,
    )
    event.personal_digest = personal_digest(personal)
    return event, personal


def personal_digest(personal: AuditPersonal) -> str:
    """What the chain covers in place of the personal values, so that erasing them keeps it whole."""
    values = [personal.salt, personal.actor_email, personal.ip_address, personal.user_agent]
    return hashlib.sha256(orjson.dumps(values)).hexdigest()


def _tell(event: AuditEvent, personal: AuditPersonal) -> None:
    if _log.isEnabledFor(logging.INFO):
        _log.info(_line(event, personal))


def _line(event: AuditEvent, personal: AuditPersonal) -> str:
    """In ASCII alone, so that no user agent breaks a line or steers a terminal."""
    return json.dumps(
        {
            "event_type": event.type,
            "actor_id": event.actor_id,
            "actor_email": personal.actor_email,
            "target_type": event.target_type,
            "target_id": event.target_id,
            "org_id": event.org_id,
            "ip_address": personal.ip_address,
            "user_agent": personal.user_agent,
            "detail": event.detail,
            "timestamp": event.at.isoformat(),
        },
        default=str,
    )

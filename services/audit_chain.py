"""The chain over audit events: an edit or a deletion of a sealed event shows.

One sealer at a time hashes unsealed events, in the order of their ids, each onto the one before. Personal values are
covered by their salted digest only, so that erasing them keeps the chain whole. Retention cuts a prefix. The hashes are
keyed with SECRET_KEY: who can only write to the database cannot mend the chain.
"""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from uuid import UUID

import orjson
from tortoise.exceptions import IntegrityError
from tortoise.expressions import Q

from models import AuditChain, AuditEvent, AuditPersonal
from services.audit import personal_digest
from services.database import now, transaction
from services.vault import Vault

_ONLY = 1
_BATCH = 500
_ORIGIN_HASH = "0" * 64
_PURPOSE = "audit chain"


async def seal(vault: Vault) -> int:
    """Chains up to a batch of unsealed events; how many. Safe to call from any number of processes."""
    if not await AuditEvent.exists(position__isnull=True):
        return 0
    await _ensure_chain()
    async with transaction():
        chain = await AuditChain.select_for_update().get(id=_ONLY)
        events = await AuditEvent.filter(position__isnull=True).order_by("id").limit(_BATCH)
        for event in events:
            chain.last_position += 1
            event.position = chain.last_position
            event.chain_hash = chain.last_hash = vault.digest(_told(chain.last_hash, event), purpose=_PURPOSE)
        if events:
            await AuditEvent.bulk_update(events, ["position", "chain_hash"])
            await chain.save()
    return len(events)


async def _ensure_chain() -> None:
    if not await AuditChain.exists(id=_ONLY):
        try:
            await AuditChain.create(
                id=_ONLY, first_position=1, anchor_hash=_ORIGIN_HASH, last_position=0, last_hash=_ORIGIN_HASH
            )
        except IntegrityError:
            # Another process was first.
            return


def _told(previous: str, event: AuditEvent) -> str:
    """What a hash covers: the hash before, and everything of the event but its personal values."""
    values = [
        previous,
        event.position,
        str(event.id),
        event.type,
        event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        str(event.actor_id),
        event.target_type,
        event.target_id,
        str(event.org_id),
        event.detail,
        event.personal_digest,
    ]
    return orjson.dumps(values, option=orjson.OPT_SORT_KEYS).decode()


async def verify(vault: Vault) -> list[str]:
    """One sentence for each fault; none where every sealed event is as it was written. Others may seal meanwhile."""
    newest = await AuditEvent.filter(position__isnull=False).order_by("-position").first()
    chain = await AuditChain.get_or_none(id=_ONLY)
    if chain is None:
        return ["The head of the chain is missing."] if newest else []
    faults: list[str] = []
    if newest is not None and (newest.position or 0) > chain.last_position:
        faults.append(f"Event {newest.position} stands behind the head of the chain.")
    position, previous = chain.first_position - 1, chain.anchor_hash
    async for events in _sealed(chain.first_position, chain.last_position):
        for event in events:
            if event.position != position + 1:
                faults.append(_missing(position + 1, (event.position or 0) - 1))
            elif event.chain_hash not in vault.digests(_told(previous, event), purpose=_PURPOSE):
                faults.append(f"Event {event.position} ({event.id}) was changed.")
            position, previous = event.position or 0, event.chain_hash or ""
        faults += await _personal_faults(events)
    if position != chain.last_position:
        faults.append(_missing(position + 1, chain.last_position))
    elif previous != chain.last_hash:
        faults.append("The head of the chain was changed.")
    return faults


def _missing(first: int, last: int) -> str:
    return f"Event {first} is missing." if first == last else f"Events {first} to {last} are missing."


async def _sealed(first: int, last: int) -> AsyncIterator[list[AuditEvent]]:
    """Batches, in the order of the chain."""
    between = AuditEvent.filter(position__lte=last).order_by("position").limit(_BATCH)
    while events := await between.filter(position__gte=first):
        yield events
        first = (events[-1].position or 0) + 1


async def _personal_faults(events: list[AuditEvent]) -> list[str]:
    """A personal row may be gone (erased), never different."""
    digests = {event.id: event.personal_digest for event in events}
    rows = await AuditPersonal.filter(event_id__in=list(digests))
    changed = [row.event_id for row in rows if personal_digest(row) != digests[row.event_id]]
    return [f"The personal values of event {id_} were changed." for id_ in changed]


async def cut(before: datetime) -> int:
    """Deletes a batch of the oldest sealed events from before that time, and keeps the last hash of what went."""
    async with transaction():
        chain = await AuditChain.select_for_update().get_or_none(id=_ONLY)
        if chain is None:
            return 0
        oldest = await AuditEvent.filter(position__isnull=False).order_by("position").limit(_BATCH)
        going: list[AuditEvent] = []
        for event in oldest:
            if event.at >= min(before, now()):
                break
            going.append(event)
        if going:
            chain.first_position, chain.anchor_hash = (going[-1].position or 0) + 1, going[-1].chain_hash or ""
            await AuditPersonal.filter(event_id__in=[event.id for event in going]).delete()
            await AuditEvent.filter(id__in=[event.id for event in going]).delete()
            await chain.save()
    return len(going)


async def erase_person(user_id: UUID) -> int:
    """Deletes the personal values of the events that this person caused, or strangers in their name; how many.

    The events stay, and the chain is whole.
    """
    caused = Q(actor_id=user_id) | Q(actor_id__isnull=True, target_id=str(user_id))
    ids = list(await AuditEvent.filter(caused).values_list("id", flat=True))
    batches = [ids[start : start + _BATCH] for start in range(0, len(ids), _BATCH)]
    return sum([await AuditPersonal.filter(event_id__in=batch).delete() for batch in batches])

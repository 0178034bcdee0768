"""Where messages are posted, in the transaction that causes them, and looked up by an operator. Never sends one."""

import asyncio
from collections.abc import Collection, Mapping
from contextlib import suppress
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from models.outbox import Channel, OutboxMessage, OutboxStatus
from services.database import after_commit, now
from services.delivery.rendering import VALUES, channel_of
from services.delivery.wording import Sayable, in_language
from services.vault import Vault

_PURPOSE = "outbox"


class Payload(BaseModel):
    """What is sealed in the row. Fixed when posted, so that a message sent again carries the same link and code."""

    model_config = ConfigDict(hide_input_in_errors=True)

    to: str
    values: dict[str, str | int | None]
    locale: str | None = None
    # After this the link or code inside is worthless, and the message is given up.
    expires_at: datetime | None = None


class Outbox:
    """Posts in the caller's transaction, and wakes the worker once that has committed. Switched off, posts no mail.

    `locale` is whatever says what the reader reads; without it, or without a catalogue for it, that is English.
    """

    def __init__(self, vault: Vault, *, is_on: bool = True) -> None:
        self._vault = vault
        self._is_on = is_on
        self._nudge = asyncio.Event()

    async def post(
        self,
        to: str,
        template: str,
        values: Mapping[str, Sayable],
        *,
        locale: str | None = None,
        expires_at: datetime | None = None,
    ) -> None:
        """By mail or as a text message, whichever the template is for."""
        if missing := VALUES[template] - values.keys():
            raise ValueError(f"template {template} also needs {', '.join(sorted(missing))}")
        channel = channel_of(template)
        if channel is Channel.EMAIL and not self._is_on:
            return
        payload = Payload(to=to, values=in_language(values, locale), locale=locale, expires_at=expires_at)
        sealed = self._vault.seal(payload.model_dump_json().encode(), purpose=_PURPOSE)
        await OutboxMessage.create(channel=channel, template=template, sealed_payload=sealed, due_at=now())
        after_commit(self.wake)

    async def post_nothing(self, channel: Channel = Channel.EMAIL) -> None:
        """Writes what a message would write, already done: so that who watches the clock cannot tell."""
        if self._is_on or channel is not Channel.EMAIL:
            await OutboxMessage.create(
                channel=channel, template="nothing", status=OutboxStatus.SENT, due_at=now(), sent_at=now()
            )

    def wake(self) -> None:
        """Nudges the worker in this process, if there is one."""
        self._nudge.set()

    async def nudged(self, within: float) -> None:
        """Returns at the next `wake`, or after so many seconds. A wake since the last return counts."""
        with suppress(TimeoutError):
            async with asyncio.timeout(within):
                await self._nudge.wait()
        self._nudge.clear()

    def open(self, sealed: str) -> Payload:
        return Payload.model_validate_json(self._vault.open(sealed, purpose=_PURPOSE))


async def pending() -> tuple[int, datetime | None]:
    """How many messages are still to be sent, and since when the oldest waits."""
    waiting = OutboxMessage.filter(status=OutboxStatus.PENDING)
    oldest = await waiting.order_by("id").first()
    return (await waiting.count(), oldest.created_at) if oldest else (0, None)


async def unsent() -> list[OutboxMessage]:
    """Waiting and failed messages, oldest first."""
    return await OutboxMessage.exclude(status=OutboxStatus.SENT).order_by("id")


async def retry(ids: Collection[UUID] | None = None) -> list[OutboxMessage]:
    """Makes failed messages due again, all of them unless told which; those without a payload have expired."""
    failed = OutboxMessage.filter(status=OutboxStatus.FAILED, sealed_payload__isnull=False)
    chosen = await (failed if ids is None else failed.filter(id__in=list(ids))).order_by("id")
    await OutboxMessage.filter(id__in=[message.id for message in chosen], status=OutboxStatus.FAILED).update(
        status=OutboxStatus.PENDING, attempts=0, due_at=now(), claimed_until=None
    )
    return chosen

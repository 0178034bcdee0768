"""Empties the outbox: claims what is due, sends it outside any transaction, and tries again until it must give up.

Any number of workers may run, in any number of processes: a claim is one guarded UPDATE that one of them wins."""

import asyncio
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from secrets import SystemRandom

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from models.outbox import Channel, OutboxMessage, OutboxStatus
from services import metrics
from services.database import now
from services.delivery.message import Message, NotDelivered, Transport, Undeliverable
from services.delivery.outbox import Outbox, Payload
from services.delivery.rendering import Renderer
from services.texts import best_language
from services.tracing import asking
from services.vault import Unsealable

IN_FLIGHT = 8
POLL_SECONDS = 1.0
SEND_SECONDS = 60.0
STOP_SECONDS = 15.0
# Longer than a send may take, so that a message is only taken over from a worker that is gone.
LEASE = timedelta(minutes=3)
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(hours=1)
# With the waits above this is about a day.
MAX_ATTEMPTS = 33

_SERVICES = {Channel.EMAIL: "mail", Channel.SMS: "sms"}
log = logging.getLogger("ostiary.delivery")
_random = SystemRandom()


def wait_after(attempts: int) -> timedelta:
    """5 s, 10 s, 20 s … up to an hour, give or take a quarter so that a returning server is not stormed."""
    doubled: timedelta = FIRST_WAIT * 2 ** min(attempts - 1, 20)
    return min(doubled, LONGEST_WAIT) * _random.uniform(0.75, 1.25)


class Worker:
    """`run` until `stop`. One transport for each channel."""

    def __init__(self, outbox: Outbox, renderer: Renderer, transports: Mapping[Channel, Transport]) -> None:
        self._outbox = outbox
        self._renderer = renderer
        self._transports = transports
        self._sending: set[asyncio.Task[None]] = set()
        self._stopping = False

    async def run(self) -> None:
        """Ends after `stop`, once what is being sent is done, or after STOP_SECONDS."""
        while not self._stopping:
            try:
                found = await self._start_due()
            except Exception as problem:  # The database may be away for a while.
                log.warning("the outbox cannot be read: %s", type(problem).__name__)
                found = False
            if not found:
                await self._outbox.nudged(POLL_SECONDS)
        await self._finish()

    def stop(self) -> None:
        self._stopping = True
        self._outbox.wake()

    async def _start_due(self) -> bool:
        """Fills the free slots. True while there may be more."""
        free = IN_FLIGHT - len(self._sending)
        candidates = await _due(now()).order_by("due_at").limit(free) if free else []
        for message in candidates:
            if await _claim(message):
                task = asyncio.create_task(self._deliver(message))
                self._sending.add(task)
                task.add_done_callback(self._sent)
        return bool(candidates)

    def _sent(self, task: asyncio.Task[None]) -> None:
        """A slot is free again. A row that could not be updated is claimed anew after its lease."""
        self._sending.discard(task)
        self._outbox.wake()
        if not task.cancelled() and (problem := task.exception()) is not None:
            log.error("the outcome of a message could not be noted: %s", type(problem).__name__)

    async def _finish(self) -> None:
        if self._sending:
            _, late = await asyncio.wait(self._sending, timeout=STOP_SECONDS)
            for task in late:
                task.cancel()
            if late:
                await asyncio.wait(late, timeout=1)

    async def _deliver(self, message: OutboxMessage) -> None:
        try:
            async with asyncio.timeout(SEND_SECONDS):
                await self._send(message)
        except Undeliverable as problem:
            await _give_up(message, str(problem))
        except NotDelivered as problem:
            await _postpone(message, str(problem))
        except TimeoutError:
            await _postpone(message, "took too long")
        except (
            Exception
        ) as problem:  # Our own fault perhaps; the message is not lost for it. Its text may hold a secret.
            await _postpone(message, type(problem).__name__)
        else:
            await _note_sent(message)

    async def _send(self, message: OutboxMessage) -> None:
        payload = self._open(message)
        if payload.expires_at is not None and payload.expires_at <= now():
            await OutboxMessage.filter(id=message.id).update(sealed_payload=None)
            raise Undeliverable("expired")
        parts = self._renderer.render(message.channel, message.template, payload.values, best_language(payload.locale))
        rendered = Message(id=message.id, channel=message.channel, to=payload.to, **parts)
        with asking(_SERVICES[message.channel]):
            await self._transports[message.channel].send(rendered)

    def _open(self, message: OutboxMessage) -> Payload:
        try:
            return self._outbox.open(message.sealed_payload or "")
        except Unsealable:
            raise Undeliverable("sealed with another SECRET_KEY") from None


def _due(at: datetime) -> QuerySet[OutboxMessage]:
    return OutboxMessage.filter(
        Q(claimed_until__isnull=True) | Q(claimed_until__lt=at), status=OutboxStatus.PENDING, due_at__lte=at
    )


async def _claim(message: OutboxMessage) -> bool:
    """True for one worker only. `attempts` counts claims, so it also tells this claim from a later one."""
    at = now()
    won = (
        await _due(at)
        .filter(id=message.id, attempts=message.attempts)
        .update(attempts=message.attempts + 1, claimed_until=at + LEASE)
    )
    message.attempts += 1
    return won == 1


async def _note_sent(message: OutboxMessage) -> None:
    await OutboxMessage.filter(id=message.id).update(
        status=OutboxStatus.SENT, sent_at=now(), sealed_payload=None, claimed_until=None, last_error=None
    )
    metrics.MESSAGES.labels(message.channel, "sent").inc()
    log.info("message %s (%s) sent", message.id, message.template)


async def _postpone(message: OutboxMessage, reason: str) -> None:
    if message.attempts >= MAX_ATTEMPTS:
        await _give_up(message, reason)
        return
    due_at = now() + wait_after(message.attempts)
    metrics.MESSAGES.labels(message.channel, "postponed").inc()
    await _mine(message).update(due_at=due_at, claimed_until=None, last_error=reason[:500])
    log.warning("message %s (%s) not sent, attempt %d: %s", message.id, message.template, message.attempts, reason)


async def _give_up(message: OutboxMessage, reason: str) -> None:
    """The payload stays, so that an operator can have it sent again."""
    metrics.MESSAGES.labels(message.channel, "failed").inc()
    await _mine(message).update(status=OutboxStatus.FAILED, claimed_until=None, last_error=reason[:500])
    log.error("message %s (%s) given up, attempt %d: %s", message.id, message.template, message.attempts, reason)


def _mine(message: OutboxMessage) -> QuerySet[OutboxMessage]:
    """The row, unless another worker took it over meanwhile."""
    return OutboxMessage.filter(id=message.id, status=OutboxStatus.PENDING, attempts=message.attempts)

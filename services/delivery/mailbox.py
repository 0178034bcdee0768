"""The development mailbox: a transport that keeps messages in the database, where every process sees them."""

from datetime import datetime
from typing import TypedDict

from models.outbox import MailboxMessage
from services.database import now
from services.delivery.message import Message

KEPT = 200


class Received(TypedDict):
    """One message as the page and its JSON twin show it."""

    channel: str
    to: str
    subject: str
    text: str
    html: str | None
    at: datetime


class Mailbox:
    """Takes every message of every channel. A message that is sent twice is kept once, known by its id."""

    async def send(self, message: Message) -> None:
        await MailboxMessage.get_or_create(
            id=message.id,
            defaults={
                "channel": message.channel,
                "recipient": message.to,
                "subject": message.subject,
                "text": message.text,
                "html": message.html,
                "at": now(),
            },
        )
        too_old = (
            await MailboxMessage.all().order_by("-at", "-id").offset(KEPT).limit(KEPT).values_list("id", flat=True)
        )
        if too_old:
            await MailboxMessage.filter(id__in=list(too_old)).delete()


async def rows(to: str = "") -> list[MailboxMessage]:
    """The last messages to an address with `to` in it, newest first."""
    matching = MailboxMessage.filter(recipient__icontains=to) if to else MailboxMessage.all()
    return await matching.order_by("-at", "-id").limit(KEPT)


async def recent(to: str = "") -> list[Received]:
    """The same, as the JSON twin shows them."""
    return [
        Received(channel=row.channel, to=row.recipient, subject=row.subject, text=row.text, html=row.html, at=row.at)
        for row in await rows(to)
    ]

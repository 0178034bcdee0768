"""What a transport is handed, and how it says that it could not deliver. Knows no transport and no template."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from models.outbox import Channel


class NotDelivered(Exception):
    """Try again later. Its text is stored and logged, so it holds no address, no secret and nothing a server said."""


class Undeliverable(NotDelivered):
    """Trying again would not help: this recipient or this message was refused."""


@dataclass(frozen=True)
class Message:
    """One rendered message to exactly one recipient. The id stays the same whenever it is sent again."""

    id: UUID
    channel: Channel
    to: str
    text: str
    subject: str = ""
    html: str | None = None


class Transport(Protocol):
    """A way out for the messages of a channel."""

    async def send(self, message: Message) -> None:
        """Returns once the message was accepted; raises NotDelivered or Undeliverable."""

"""Messages on their way out: written in the transaction that causes them, sent after it."""

from enum import StrEnum

from tortoise import fields
from tortoise.models import Model

from models.base import Row


class Channel(StrEnum):
    EMAIL = "email"
    SMS = "sms"


class OutboxStatus(StrEnum):
    PENDING = "pending"
    SENT = "sent"
    FAILED = "failed"


class OutboxMessage(Row):
    """`sealed_payload` (recipient, template, values, encrypted) is wiped once the message is sent."""

    channel = fields.CharEnumField(Channel, max_length=8)
    template = fields.CharField(max_length=64)
    sealed_payload = fields.TextField(null=True)
    status = fields.CharEnumField(OutboxStatus, max_length=8, default=OutboxStatus.PENDING)
    attempts = fields.IntField(default=0)
    last_error = fields.CharField(max_length=500, null=True)
    created_at = fields.DatetimeField(auto_now_add=True)
    due_at = fields.DatetimeField()
    # Held by one worker while it sends; another may take the message over after this.
    claimed_until = fields.DatetimeField(null=True)
    sent_at = fields.DatetimeField(null=True)

    class Meta(Model.Meta):
        table = "outbox"
        indexes = (("status", "due_at"),)


class MailboxMessage(Row):
    """The development mailbox: what would have been sent, as its reader would see it. The newest few only."""

    channel = fields.CharEnumField(Channel, max_length=8)
    recipient = fields.CharField(max_length=254)
    subject = fields.CharField(max_length=255)
    text = fields.TextField()
    html = fields.TextField(null=True)
    at = fields.DatetimeField(db_index=True)

    class Meta(Model.Meta):
        table = "mailbox"

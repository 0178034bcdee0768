"""What happened, append-only. Personal values stand in a side row, so that they can be erased and the rest kept."""

from tortoise import fields
from tortoise.models import Model

from models.base import Row


class AuditEvent(Row):
    """Ids, never relations: an event outlives what it tells of."""

    type = fields.CharField(max_length=64)
    at = fields.DatetimeField()
    actor_id = fields.UUIDField(null=True)
    target_type = fields.CharField(max_length=32, null=True)
    target_id = fields.CharField(max_length=64, null=True)
    org_id = fields.UUIDField(null=True)
    detail: fields.JSONField[dict[str, object]] = fields.JSONField(default=dict)
    # SHA-256 over the salted personal row.
    personal_digest = fields.CharField(max_length=64)
    # Set by the sealer: the place in the chain and the hash over this event and the one before.
    position = fields.BigIntField(null=True, unique=True)
    chain_hash = fields.CharField(max_length=64, null=True)

    class Meta(Model.Meta):
        table = "audit_events"
        indexes = (("actor_id", "id"), ("target_id", "id"), ("org_id", "id"), ("type", "id"))


class AuditPersonal(Model):
    """The erasable part of one event."""

    event_id = fields.UUIDField(primary_key=True)
    salt = fields.CharField(max_length=32)
    actor_email = fields.CharField(max_length=254, null=True)
    ip_address = fields.CharField(max_length=45, null=True)
    user_agent = fields.CharField(max_length=512, null=True)

    class Meta(Model.Meta):
        table = "audit_personal"


class AuditChain(Model):
    """One row: where the chain begins, after a retention cut, and where it ends."""

    id = fields.IntField(primary_key=True, generated=False)
    first_position = fields.BigIntField()
    # The hash that the first event's hash builds on.
    anchor_hash = fields.CharField(max_length=64)
    last_position = fields.BigIntField()
    last_hash = fields.CharField(max_length=64)

    class Meta(Model.Meta):
        table = "audit_chain"

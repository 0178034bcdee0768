"""Passkeys: the public halves of keys that never leave a person's authenticators."""

from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from models.base import Row
from models.user import User


class Passkey(Row):
    """One WebAuthn credential. `sign_count` stays 0 for most that are synced between devices."""

    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField("ostiary.User", related_name="passkeys")
    user_id: UUID
    # In base64url, as browsers send it: at most 1,023 bytes (WebAuthn Level 3 §4).
    credential_id = fields.CharField(max_length=1364)
    # Of the credential's id, which is too long for an index of MySQL.
    digest = fields.CharField(max_length=64, unique=True)
    public_key = fields.BinaryField()
    sign_count = fields.BigIntField()
    name = fields.CharField(max_length=100)
    # How a browser may reach it, for its next offer to the person.
    transports: fields.JSONField[list[str]] = fields.JSONField(default=list)
    backup_eligible = fields.BooleanField()
    backed_up = fields.BooleanField()
    created_at = fields.DatetimeField(auto_now_add=True)
    last_used_at = fields.DatetimeField(null=True)

    class Meta(Model.Meta):
        table = "passkeys"
        indexes = (("user_id", "id"),)

"""Keys of servers and client applications."""

from enum import StrEnum

from tortoise import fields
from tortoise.models import Model

from models.base import Row


class ApiKeyKind(StrEnum):
    SECRET = "SECRET"
    PUBLISHABLE = "PUBLISHABLE"


class ApiKey(Row):
    """Only a keyed digest is stored, and the first characters, by which people tell keys apart."""

    name = fields.CharField(max_length=100)
    kind = fields.CharEnumField(ApiKeyKind, max_length=12)
    digest = fields.CharField(max_length=64, unique=True)
    prefix = fields.CharField(max_length=16)
    created_at = fields.DatetimeField(auto_now_add=True)
    last_used_at = fields.DatetimeField(null=True)
    expires_at = fields.DatetimeField(null=True)
    revoked_at = fields.DatetimeField(null=True)

    class Meta(Model.Meta):
        table = "api_keys"

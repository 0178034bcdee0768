"""Second factors of people: authenticators that count (TOTP), and the recovery codes for when one is lost."""

from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from models.base import Row
from models.user import User


class TotpFactor(Row):
    """An authenticator. Nothing is on before `confirmed_at`. At most one is confirmed, and one waits."""

    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField("ostiary.User", related_name="totp_factors")
    user_id: UUID
    sealed_secret = fields.CharField(max_length=255)
    # The latest time step whose code was taken: a code is good once (RFC 6238 §5.2).
    last_step = fields.BigIntField(default=0)
    created_at = fields.DatetimeField(auto_now_add=True)
    confirmed_at = fields.DatetimeField(null=True)

    class Meta(Model.Meta):
        table = "totp_factors"
        indexes = (("user_id", "confirmed_at"), ("confirmed_at", "created_at"))


class RecoveryCode(Row):
    """One of a set, good once. Only keyed digests are stored."""

    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField("ostiary.User", related_name="recovery_codes")
    user_id: UUID
    digest = fields.CharField(max_length=64, unique=True)
    created_at = fields.DatetimeField(auto_now_add=True)
    used_at = fields.DatetimeField(null=True)

    class Meta(Model.Meta):
        table = "recovery_codes"
        indexes = (("user_id", "used_at"),)

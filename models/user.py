"""People, and the counters of wrong guesses at their secrets."""

from tortoise import fields
from tortoise.models import Model

from models.base import RankedEnum, Row


class SiteRole(RankedEnum):
    USER = "USER"
    MODERATOR = "MODERATOR"
    ADMIN = "ADMIN"


class User(Row):
    """One account. `email` and `phone` are stored in their one canonical form."""

    email = fields.CharField(max_length=254, null=True, unique=True)
    email_verified = fields.BooleanField(default=False)
    phone = fields.CharField(max_length=16, null=True, unique=True)
    phone_verified = fields.BooleanField(default=False)
    password_hash = fields.CharField(max_length=255, null=True)
    full_name = fields.CharField(max_length=200, null=True)
    avatar_url = fields.CharField(max_length=2000, null=True)
    locale = fields.CharField(max_length=35, null=True)
    role = fields.CharEnumField(SiteRole, max_length=16, default=SiteRole.USER)
    is_active = fields.BooleanField(default=True)
    user_data: fields.JSONField[dict[str, object]] = fields.JSONField(default=dict)
    app_data: fields.JSONField[dict[str, object]] = fields.JSONField(default=dict)
    last_sign_in_at = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField(auto_now_add=True)
    updated_at = fields.DatetimeField(auto_now=True)

    class Meta(Model.Meta):
        table = "users"


class Attempts(Model):
    """Wrong guesses for one keyed digest of an identifier and purpose, whether or not anyone has it."""

    key = fields.CharField(max_length=64, primary_key=True)
    failures = fields.IntField(default=0)
    locked_until = fields.DatetimeField(null=True)
    counted_since = fields.DatetimeField(db_index=True)

    class Meta(Model.Meta):
        table = "attempts"

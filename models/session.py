"""Sessions with their one living refresh token, and the one-time tokens that prove something once."""

from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from models.base import Row
from models.org import Org
from models.user import User


class Session(Row):
    """One signed-in device. Ended when `ended_at` is set: no token of it works from then on."""

    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField("ostiary.User", related_name="sessions")
    user_id: UUID
    created_at = fields.DatetimeField(auto_now_add=True)
    last_seen_at = fields.DatetimeField(auto_now_add=True)
    # When the refresh token lapses, and the day beyond which no rotation reaches.
    expires_at = fields.DatetimeField()
    ends_at = fields.DatetimeField()
    ended_at = fields.DatetimeField(null=True)
    authenticated_at = fields.DatetimeField()
    methods: fields.JSONField[list[str]] = fields.JSONField(default=list)
    ip_address = fields.CharField(max_length=45, null=True)
    user_agent = fields.CharField(max_length=512, default="")
    active_org: fields.ForeignKeyNullableRelation[Org] = fields.ForeignKeyField(
        "ostiary.Org", related_name=False, null=True, on_delete=fields.SET_NULL
    )
    active_org_id: UUID | None
    # Raised to refuse every access token minted before, without ending the session.
    token_generation = fields.IntField(default=0)
    refresh_digest = fields.CharField(max_length=64)
    previous_digest = fields.CharField(max_length=64, null=True)
    rotated_at = fields.DatetimeField(null=True)
    sealed_successor = fields.CharField(max_length=400, null=True)

    class Meta(Model.Meta):
        table = "sessions"
        # A person's own, newest first; and what has lapsed or ended long enough to be deleted.
        indexes = (("user_id", "id"), ("expires_at",), ("ended_at",))


class Purpose(StrEnum):
    """What a one-time token is good for; it is refused for everything else."""

    VERIFY_EMAIL = "verify_email"
    RESET_PASSWORD = "reset_password"
    CHANGE_EMAIL = "change_email"
    UNDO_EMAIL_CHANGE = "undo_email_change"
    MAGIC_LINK = "magic_link"
    VERIFY_PHONE = "verify_phone"
    CHANGE_PHONE = "change_phone"
    SIGN_IN_CODE = "sign_in_code"
    GRANT = "grant"
    PASSKEY_REGISTRATION = "passkey_registration"
    PASSKEY_SIGN_IN = "passkey_sign_in"
    MFA = "mfa"


class OneTimeToken(Row):
    """A link's token and the short code of the same message. Only keyed digests are stored."""

    purpose = fields.CharEnumField(Purpose, max_length=24)
    # Null for a decoy: a request for an unknown address does the same work as one for a known address.
    user: fields.ForeignKeyNullableRelation[User] = fields.ForeignKeyField(
        "ostiary.User", related_name="one_time_tokens", null=True
    )
    user_id: UUID | None
    digest = fields.CharField(max_length=64, unique=True)
    # The address that the message goes to; a code is looked up by it.
    address = fields.CharField(max_length=254)
    code_digest = fields.CharField(max_length=64, null=True)
    # Wrong tries at the code, or at the second factor that a challenge asks for.
    code_tries = fields.IntField(default=0)
    detail: fields.JSONField[dict[str, object]] = fields.JSONField(default=dict)
    created_at = fields.DatetimeField(auto_now_add=True)
    expires_at = fields.DatetimeField(db_index=True)
    used_at = fields.DatetimeField(null=True)

    class Meta(Model.Meta):
        table = "one_time_tokens"
        indexes = (("address", "purpose"), ("user_id", "purpose"))

"""Ways in through a provider, and the flows that lead to one."""

from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from models.base import Row
from models.session import Session
from models.user import User


class Identity(Row):
    """A person as a provider knows them: (issuer, subject). The address is what it said at the latest sign-in."""

    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField("ostiary.User", related_name="identities")
    user_id: UUID
    provider = fields.CharField(max_length=50)
    issuer = fields.CharField(max_length=255)
    subject = fields.CharField(max_length=255)
    email = fields.CharField(max_length=254, null=True)
    linked_at = fields.DatetimeField(auto_now_add=True)

    class Meta(Model.Meta):
        table = "identities"
        unique_together = (("issuer", "subject"),)
        indexes = (("user_id", "id"),)


class ProviderFlow(Row):
    """One way through a provider and back: opened by one token, ended by another, in one browser."""

    provider = fields.CharField(max_length=50)
    # Of the token that is due: first the one in our own address, then the provider's `state`.
    digest = fields.CharField(max_length=64, unique=True)
    browser_digest = fields.CharField(max_length=64, null=True)
    redirect_url = fields.CharField(max_length=2000)
    code_challenge = fields.CharField(max_length=43, null=True)
    # Whose account the identity is linked to; null for a sign-in.
    session: fields.ForeignKeyNullableRelation[Session] = fields.ForeignKeyField(
        "ostiary.Session", related_name=False, null=True
    )
    session_id: UUID | None
    expires_at = fields.DatetimeField(db_index=True)
    used_at = fields.DatetimeField(null=True)

    class Meta(Model.Meta):
        table = "provider_flows"

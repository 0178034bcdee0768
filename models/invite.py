"""Invitations to an organisation, addressed to an email address."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from models.api_key import ApiKey
from models.base import Row
from models.org import Org, OrgRole
from models.user import User


class InviteStatus(StrEnum):
    PENDING = "PENDING"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    REVOKED = "REVOKED"
    EXPIRED = "EXPIRED"


class Invite(Row):
    """`pending_key` is org and address while pending, else null: the database keeps at most one pending of each."""

    org: fields.ForeignKeyRelation[Org] = fields.ForeignKeyField("ostiary.Org", related_name="invites")
    org_id: UUID
    email = fields.CharField(max_length=254, db_index=True)
    role = fields.CharEnumField(OrgRole, max_length=16, default=OrgRole.MEMBER)
    status = fields.CharEnumField(InviteStatus, max_length=16, default=InviteStatus.PENDING)
    invited_by: fields.ForeignKeyNullableRelation[User] = fields.ForeignKeyField(
        "ostiary.User", related_name=False, null=True, on_delete=fields.SET_NULL
    )
    invited_by_id: UUID | None
    # Instead of a person: the server that sent it.
    invited_by_key: fields.ForeignKeyNullableRelation[ApiKey] = fields.ForeignKeyField(
        "ostiary.ApiKey", related_name=False, null=True, on_delete=fields.SET_NULL
    )
    invited_by_key_id: UUID | None
    digest = fields.CharField(max_length=64, null=True, unique=True)
    pending_key = fields.CharField(max_length=320, null=True, unique=True)
    redirect_url = fields.CharField(max_length=2000, null=True)
    created_at = fields.DatetimeField(auto_now_add=True)
    expires_at = fields.DatetimeField()
    accepted_at = fields.DatetimeField(null=True)

    class Meta(Model.Meta):
        table = "invites"
        indexes = (("org_id", "id"), ("invited_by_id",), ("status", "expires_at"))

    def status_at(self, moment: datetime) -> InviteStatus:
        """A pending one expires by itself; no job has to say so in the row."""
        lapsed = self.status is InviteStatus.PENDING and self.expires_at <= moment
        return InviteStatus.EXPIRED if lapsed else self.status

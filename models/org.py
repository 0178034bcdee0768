"""Organisations and who belongs to them."""

from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from models.base import RankedEnum, Row
from models.user import User


class OrgRole(RankedEnum):
    MEMBER = "MEMBER"
    ADMIN = "ADMIN"
    OWNER = "OWNER"


class Org(Row):
    """`slug` is stored in lower case, which makes it unique without regard to case."""

    name = fields.CharField(max_length=200)
    slug = fields.CharField(max_length=64, unique=True)
    description = fields.CharField(max_length=2000, null=True)
    is_active = fields.BooleanField(default=True)
    # Members enrol a second factor before anything else.
    requires_mfa = fields.BooleanField(default=False)
    created_at = fields.DatetimeField(auto_now_add=True)
    updated_at = fields.DatetimeField(auto_now=True)

    class Meta(Model.Meta):
        table = "orgs"


class Membership(Row):
    """One person's role in one organisation, at most one each."""

    org: fields.ForeignKeyRelation[Org] = fields.ForeignKeyField("ostiary.Org", related_name="memberships")
    org_id: UUID
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField("ostiary.User", related_name="memberships")
    user_id: UUID
    role = fields.CharEnumField(OrgRole, max_length=16, default=OrgRole.MEMBER)
    joined_at = fields.DatetimeField(auto_now_add=True)

    class Meta(Model.Meta):
        table = "memberships"
        unique_together = (("user", "org"),)
        # For pages in the order of joining, all or of one role, and for the count of owners.
        indexes = (("org_id", "id"), ("org_id", "role", "id"))

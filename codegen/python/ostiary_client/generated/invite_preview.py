# Written by codegen. Do not edit.
from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import OrgRole


class InvitePreview(BaseModel):
    invite_preview: Optional["InvitePreviewInvitePreview"] = Field(
        alias="invitePreview"
    )


class InvitePreviewInvitePreview(BaseModel):
    org_name: str = Field(alias="orgName")
    invited_by: Optional[str] = Field(alias="invitedBy")
    email: str
    role: OrgRole
    expires_at: datetime = Field(alias="expiresAt")

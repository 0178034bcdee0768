# Written by codegen. Do not edit.
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .fragments import InviteFields, PageFields


class OrgInvites(BaseModel):
    org_invites: Optional["OrgInvitesOrgInvites"] = Field(alias="orgInvites")


class OrgInvitesOrgInvites(BaseModel):
    nodes: list["OrgInvitesNodes"]
    page_info: "OrgInvitesPageInfo" = Field(alias="pageInfo")


OrgInvitesNodes = InviteFields
OrgInvitesPageInfo = PageFields

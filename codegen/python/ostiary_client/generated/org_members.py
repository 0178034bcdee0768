# Written by codegen. Do not edit.
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .fragments import OrgMemberFields, PageFields


class OrgMembers(BaseModel):
    org_members: Optional["OrgMembersOrgMembers"] = Field(alias="orgMembers")


class OrgMembersOrgMembers(BaseModel):
    nodes: list["OrgMembersNodes"]
    page_info: "OrgMembersPageInfo" = Field(alias="pageInfo")


OrgMembersNodes = OrgMemberFields
OrgMembersPageInfo = PageFields

# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProblemCode


class LeaveOrg(BaseModel):
    leave_org: Union["LeaveOrgMemberRemoved", "LeaveOrgLastOwner"] = (
        Field(alias="leaveOrg", discriminator="typename__")
    )


class LeaveOrgMemberRemoved(BaseModel):
    typename__: Literal["MemberRemoved"] = Field(alias="__typename")
    org_id: str = Field(alias="orgId")
    user_id: str = Field(alias="userId")


class LeaveOrgLastOwner(BaseModel):
    typename__: Literal["LastOwner"] = Field(alias="__typename")
    code: ProblemCode
    message: str

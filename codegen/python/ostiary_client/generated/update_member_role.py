# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProblemCode
from .fragments import OrgMemberFields


class UpdateMemberRole(BaseModel):
    update_member_role: Union[
        "UpdateMemberRoleOrgMember",
        "UpdateMemberRoleNotFound",
        "UpdateMemberRoleLastOwner",
        "UpdateMemberRoleRoleTooHigh",
    ] = Field(alias="updateMemberRole", discriminator="typename__")


class UpdateMemberRoleOrgMember(OrgMemberFields):
    typename__: Literal["OrgMember"] = Field(alias="__typename")


class UpdateMemberRoleNotFound(BaseModel):
    typename__: Literal["NotFound"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class UpdateMemberRoleLastOwner(BaseModel):
    typename__: Literal["LastOwner"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class UpdateMemberRoleRoleTooHigh(BaseModel):
    typename__: Literal["RoleTooHigh"] = Field(alias="__typename")
    code: ProblemCode
    message: str

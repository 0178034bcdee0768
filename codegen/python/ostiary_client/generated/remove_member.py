# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProblemCode


class RemoveMember(BaseModel):
    remove_member: Union[
        "RemoveMemberMemberRemoved",
        "RemoveMemberNotFound",
        "RemoveMemberLastOwner",
        "RemoveMemberRoleTooHigh",
    ] = Field(alias="removeMember", discriminator="typename__")


class RemoveMemberMemberRemoved(BaseModel):
    typename__: Literal["MemberRemoved"] = Field(alias="__typename")
    org_id: str = Field(alias="orgId")
    user_id: str = Field(alias="userId")


class RemoveMemberNotFound(BaseModel):
    typename__: Literal["NotFound"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class RemoveMemberLastOwner(BaseModel):
    typename__: Literal["LastOwner"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class RemoveMemberRoleTooHigh(BaseModel):
    typename__: Literal["RoleTooHigh"] = Field(alias="__typename")
    code: ProblemCode
    message: str

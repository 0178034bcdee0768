# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProblemCode
from .fragments import OrgMemberFields


class AddMembers(BaseModel):
    add_members: Union[
        "AddMembersMembersAdded",
        "AddMembersRoleTooHigh",
        "AddMembersInvalidInput",
    ] = Field(alias="addMembers", discriminator="typename__")


class AddMembersMembersAdded(BaseModel):
    typename__: Literal["MembersAdded"] = Field(alias="__typename")
    members: list["AddMembersMembersAddedMembers"]
    skipped: list["AddMembersMembersAddedSkipped"]


AddMembersMembersAddedMembers = OrgMemberFields


class AddMembersMembersAddedSkipped(BaseModel):
    user_id: str = Field(alias="userId")
    reason: ProblemCode


class AddMembersRoleTooHigh(BaseModel):
    typename__: Literal["RoleTooHigh"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class AddMembersInvalidInput(BaseModel):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")
    code: ProblemCode
    message: str
    fields: list["AddMembersInvalidInputFields"]


class AddMembersInvalidInputFields(BaseModel):
    path: str
    message: str

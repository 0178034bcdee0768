# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProblemCode
from .fragments import OrgMemberFields


class AddMember(BaseModel):
    add_member: Union[
        "AddMemberOrgMember",
        "AddMemberNotFound",
        "AddMemberAlreadyMember",
        "AddMemberRoleTooHigh",
    ] = Field(alias="addMember", discriminator="typename__")


class AddMemberOrgMember(OrgMemberFields):
    typename__: Literal["OrgMember"] = Field(alias="__typename")


class AddMemberNotFound(BaseModel):
    typename__: Literal["NotFound"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class AddMemberAlreadyMember(BaseModel):
    typename__: Literal["AlreadyMember"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class AddMemberRoleTooHigh(BaseModel):
    typename__: Literal["RoleTooHigh"] = Field(alias="__typename")
    code: ProblemCode
    message: str

# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProblemCode


class DeleteUser(BaseModel):
    delete_user: Union[
        "DeleteUserAccountDeleted",
        "DeleteUserNotFound",
        "DeleteUserOwnsOrgs",
        "DeleteUserRoleTooHigh",
        "DeleteUserLastAdmin",
    ] = Field(alias="deleteUser", discriminator="typename__")


class DeleteUserAccountDeleted(BaseModel):
    typename__: Literal["AccountDeleted"] = Field(alias="__typename")
    user_id: str = Field(alias="userId")


class DeleteUserNotFound(BaseModel):
    typename__: Literal["NotFound"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class DeleteUserOwnsOrgs(BaseModel):
    typename__: Literal["OwnsOrgs"] = Field(alias="__typename")
    code: ProblemCode
    message: str
    orgs: list["DeleteUserOwnsOrgsOrgs"]


class DeleteUserOwnsOrgsOrgs(BaseModel):
    id: str
    name: str
    slug: str


class DeleteUserRoleTooHigh(BaseModel):
    typename__: Literal["RoleTooHigh"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class DeleteUserLastAdmin(BaseModel):
    typename__: Literal["LastAdmin"] = Field(alias="__typename")
    code: ProblemCode
    message: str

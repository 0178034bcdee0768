# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProblemCode
from .fragments import ManagedUserFields


class UpdateUser(BaseModel):
    update_user: Union[
        "UpdateUserUser",
        "UpdateUserNotFound",
        "UpdateUserEmailTaken",
        "UpdateUserPhoneTaken",
        "UpdateUserInvalidInput",
        "UpdateUserRoleTooHigh",
        "UpdateUserLastAdmin",
    ] = Field(alias="updateUser", discriminator="typename__")


class UpdateUserUser(ManagedUserFields):
    typename__: Literal["User"] = Field(alias="__typename")


class UpdateUserNotFound(BaseModel):
    typename__: Literal["NotFound"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class UpdateUserEmailTaken(BaseModel):
    typename__: Literal["EmailTaken"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class UpdateUserPhoneTaken(BaseModel):
    typename__: Literal["PhoneTaken"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class UpdateUserInvalidInput(BaseModel):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")
    code: ProblemCode
    message: str
    fields: list["UpdateUserInvalidInputFields"]


class UpdateUserInvalidInputFields(BaseModel):
    path: str
    message: str


class UpdateUserRoleTooHigh(BaseModel):
    typename__: Literal["RoleTooHigh"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class UpdateUserLastAdmin(BaseModel):
    typename__: Literal["LastAdmin"] = Field(alias="__typename")
    code: ProblemCode
    message: str

# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import PasswordWeakness, ProblemCode
from .fragments import ManagedUserFields


class CreateUser(BaseModel):
    create_user: Union[
        "CreateUserUser",
        "CreateUserEmailTaken",
        "CreateUserPhoneTaken",
        "CreateUserWeakPassword",
        "CreateUserInvalidInput",
        "CreateUserRoleTooHigh",
    ] = Field(alias="createUser", discriminator="typename__")


class CreateUserUser(ManagedUserFields):
    typename__: Literal["User"] = Field(alias="__typename")


class CreateUserEmailTaken(BaseModel):
    typename__: Literal["EmailTaken"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class CreateUserPhoneTaken(BaseModel):
    typename__: Literal["PhoneTaken"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class CreateUserWeakPassword(BaseModel):
    typename__: Literal["WeakPassword"] = Field(alias="__typename")
    code: ProblemCode
    message: str
    reasons: list[PasswordWeakness]


class CreateUserInvalidInput(BaseModel):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")
    code: ProblemCode
    message: str
    fields: list["CreateUserInvalidInputFields"]


class CreateUserInvalidInputFields(BaseModel):
    path: str
    message: str


class CreateUserRoleTooHigh(BaseModel):
    typename__: Literal["RoleTooHigh"] = Field(alias="__typename")
    code: ProblemCode
    message: str

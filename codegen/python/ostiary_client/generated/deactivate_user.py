# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProblemCode
from .fragments import ManagedUserFields


class DeactivateUser(BaseModel):
    deactivate_user: Union[
        "DeactivateUserUser",
        "DeactivateUserNotFound",
        "DeactivateUserRoleTooHigh",
        "DeactivateUserLastAdmin",
    ] = Field(alias="deactivateUser", discriminator="typename__")


class DeactivateUserUser(ManagedUserFields):
    typename__: Literal["User"] = Field(alias="__typename")


class DeactivateUserNotFound(BaseModel):
    typename__: Literal["NotFound"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class DeactivateUserRoleTooHigh(BaseModel):
    typename__: Literal["RoleTooHigh"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class DeactivateUserLastAdmin(BaseModel):
    typename__: Literal["LastAdmin"] = Field(alias="__typename")
    code: ProblemCode
    message: str

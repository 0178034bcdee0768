# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProblemCode
from .fragments import ManagedUserFields


class ActivateUser(BaseModel):
    activate_user: Union[
        "ActivateUserUser",
        "ActivateUserNotFound",
        "ActivateUserRoleTooHigh",
    ] = Field(alias="activateUser", discriminator="typename__")


class ActivateUserUser(ManagedUserFields):
    typename__: Literal["User"] = Field(alias="__typename")


class ActivateUserNotFound(BaseModel):
    typename__: Literal["NotFound"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class ActivateUserRoleTooHigh(BaseModel):
    typename__: Literal["RoleTooHigh"] = Field(alias="__typename")
    code: ProblemCode
    message: str

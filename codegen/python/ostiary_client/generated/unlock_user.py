# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProblemCode
from .fragments import ManagedUserFields


class UnlockUser(BaseModel):
    unlock_user: Union["UnlockUserUser", "UnlockUserNotFound"] = (
        Field(alias="unlockUser", discriminator="typename__")
    )


class UnlockUserUser(ManagedUserFields):
    typename__: Literal["User"] = Field(alias="__typename")


class UnlockUserNotFound(BaseModel):
    typename__: Literal["NotFound"] = Field(alias="__typename")
    code: ProblemCode
    message: str

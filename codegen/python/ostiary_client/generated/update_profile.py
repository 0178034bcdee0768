# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProblemCode
from .fragments import UserFields


class UpdateProfile(BaseModel):
    update_profile: Union[
        "UpdateProfileUser", "UpdateProfileInvalidInput"
    ] = Field(alias="updateProfile", discriminator="typename__")


class UpdateProfileUser(UserFields):
    typename__: Literal["User"] = Field(alias="__typename")


class UpdateProfileInvalidInput(BaseModel):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")
    code: ProblemCode
    message: str
    fields: list["UpdateProfileInvalidInputFields"]


class UpdateProfileInvalidInputFields(BaseModel):
    path: str
    message: str

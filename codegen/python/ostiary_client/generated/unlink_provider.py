# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProblemCode
from .fragments import UserFields


class UnlinkProvider(BaseModel):
    unlink_provider: Union[
        "UnlinkProviderUser",
        "UnlinkProviderNotFound",
        "UnlinkProviderLastSignInMethod",
    ] = Field(alias="unlinkProvider", discriminator="typename__")


class UnlinkProviderUser(UserFields):
    typename__: Literal["User"] = Field(alias="__typename")


class UnlinkProviderNotFound(BaseModel):
    typename__: Literal["NotFound"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class UnlinkProviderLastSignInMethod(BaseModel):
    typename__: Literal["LastSignInMethod"] = Field(alias="__typename")
    code: ProblemCode
    message: str

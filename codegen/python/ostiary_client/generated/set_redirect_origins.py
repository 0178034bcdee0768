# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProblemCode


class SetRedirectOrigins(BaseModel):
    set_redirect_origins: Union[
        "SetRedirectOriginsRedirectOrigins",
        "SetRedirectOriginsInvalidInput",
    ] = Field(alias="setRedirectOrigins", discriminator="typename__")


class SetRedirectOriginsRedirectOrigins(BaseModel):
    typename__: Literal["RedirectOrigins"] = Field(alias="__typename")
    origins: list[str]


class SetRedirectOriginsInvalidInput(BaseModel):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")
    code: ProblemCode
    message: str
    fields: list["SetRedirectOriginsInvalidInputFields"]


class SetRedirectOriginsInvalidInputFields(BaseModel):
    path: str
    message: str

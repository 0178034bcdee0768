# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProblemCode


class ConfirmTotp(BaseModel):
    confirm_totp: Union[
        "ConfirmTotpRecoveryCodes",
        "ConfirmTotpInvalidCode",
        "ConfirmTotpNotFound",
    ] = Field(alias="confirmTotp", discriminator="typename__")


class ConfirmTotpRecoveryCodes(BaseModel):
    typename__: Literal["RecoveryCodes"] = Field(alias="__typename")
    codes: list[str]


class ConfirmTotpInvalidCode(BaseModel):
    typename__: Literal["InvalidCode"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class ConfirmTotpNotFound(BaseModel):
    typename__: Literal["NotFound"] = Field(alias="__typename")
    code: ProblemCode
    message: str

# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProblemCode
from .fragments import PasskeyFields


class FinishPasskeyRegistration(BaseModel):
    finish_passkey_registration: Union[
        "FinishPasskeyRegistrationPasskey",
        "FinishPasskeyRegistrationInvalidToken",
        "FinishPasskeyRegistrationInvalidInput",
    ] = Field(alias="finishPasskeyRegistration", discriminator="typename__")


class FinishPasskeyRegistrationPasskey(PasskeyFields):
    typename__: Literal["Passkey"] = Field(alias="__typename")


class FinishPasskeyRegistrationInvalidToken(BaseModel):
    typename__: Literal["InvalidToken"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class FinishPasskeyRegistrationInvalidInput(BaseModel):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")
    code: ProblemCode
    message: str
    fields: list["FinishPasskeyRegistrationInvalidInputFields"]


class FinishPasskeyRegistrationInvalidInputFields(BaseModel):
    path: str
    message: str

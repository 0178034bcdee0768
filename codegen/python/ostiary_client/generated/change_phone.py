# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProblemCode
from .fragments import CodeSentFields


class ChangePhone(BaseModel):
    change_phone: Union[
        "ChangePhoneCodeSent",
        "ChangePhoneInvalidInput",
        "ChangePhoneFeatureDisabled",
    ] = Field(alias="changePhone", discriminator="typename__")


class ChangePhoneCodeSent(CodeSentFields):
    typename__: Literal["CodeSent"] = Field(alias="__typename")


class ChangePhoneInvalidInput(BaseModel):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")
    code: ProblemCode
    message: str
    fields: list["ChangePhoneInvalidInputFields"]


class ChangePhoneInvalidInputFields(BaseModel):
    path: str
    message: str


class ChangePhoneFeatureDisabled(BaseModel):
    typename__: Literal["FeatureDisabled"] = Field(alias="__typename")
    code: ProblemCode
    message: str

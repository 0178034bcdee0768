# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProblemCode
from .fragments import CodeSentFields


class RequestPasswordResetByPhone(BaseModel):
    request_password_reset_by_phone: Union[
        "RequestPasswordResetByPhoneCodeSent",
        "RequestPasswordResetByPhoneInvalidInput",
        "RequestPasswordResetByPhoneFeatureDisabled",
    ] = Field(alias="requestPasswordResetByPhone", discriminator="typename__")


class RequestPasswordResetByPhoneCodeSent(CodeSentFields):
    typename__: Literal["CodeSent"] = Field(alias="__typename")


class RequestPasswordResetByPhoneInvalidInput(BaseModel):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")
    code: ProblemCode
    message: str
    fields: list[
        "RequestPasswordResetByPhoneInvalidInputFields"
    ]


class RequestPasswordResetByPhoneInvalidInputFields(
    BaseModel
):
    path: str
    message: str


class RequestPasswordResetByPhoneFeatureDisabled(BaseModel):
    typename__: Literal["FeatureDisabled"] = Field(alias="__typename")
    code: ProblemCode
    message: str

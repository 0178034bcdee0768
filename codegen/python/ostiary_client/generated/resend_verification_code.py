# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProblemCode
from .fragments import CodeSentFields


class ResendVerificationCode(BaseModel):
    resend_verification_code: Union[
        "ResendVerificationCodeCodeSent",
        "ResendVerificationCodeInvalidInput",
        "ResendVerificationCodeFeatureDisabled",
    ] = Field(alias="resendVerificationCode", discriminator="typename__")


class ResendVerificationCodeCodeSent(CodeSentFields):
    typename__: Literal["CodeSent"] = Field(alias="__typename")


class ResendVerificationCodeInvalidInput(BaseModel):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")
    code: ProblemCode
    message: str
    fields: list["ResendVerificationCodeInvalidInputFields"]


class ResendVerificationCodeInvalidInputFields(BaseModel):
    path: str
    message: str


class ResendVerificationCodeFeatureDisabled(BaseModel):
    typename__: Literal["FeatureDisabled"] = Field(alias="__typename")
    code: ProblemCode
    message: str

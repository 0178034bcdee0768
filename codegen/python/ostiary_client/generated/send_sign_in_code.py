# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProblemCode
from .fragments import CodeSentFields


class SendSignInCode(BaseModel):
    send_sign_in_code: Union[
        "SendSignInCodeCodeSent",
        "SendSignInCodeInvalidInput",
        "SendSignInCodeFeatureDisabled",
    ] = Field(alias="sendSignInCode", discriminator="typename__")


class SendSignInCodeCodeSent(CodeSentFields):
    typename__: Literal["CodeSent"] = Field(alias="__typename")


class SendSignInCodeInvalidInput(BaseModel):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")
    code: ProblemCode
    message: str
    fields: list["SendSignInCodeInvalidInputFields"]


class SendSignInCodeInvalidInputFields(BaseModel):
    path: str
    message: str


class SendSignInCodeFeatureDisabled(BaseModel):
    typename__: Literal["FeatureDisabled"] = Field(alias="__typename")
    code: ProblemCode
    message: str

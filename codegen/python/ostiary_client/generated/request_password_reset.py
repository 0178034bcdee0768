# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProblemCode


class RequestPasswordReset(BaseModel):
    request_password_reset: Union[
        "RequestPasswordResetEmailSent",
        "RequestPasswordResetInvalidInput",
        "RequestPasswordResetRedirectNotAllowed",
        "RequestPasswordResetFeatureDisabled",
    ] = Field(alias="requestPasswordReset", discriminator="typename__")


class RequestPasswordResetEmailSent(BaseModel):
    typename__: Literal["EmailSent"] = Field(alias="__typename")
    email: str


class RequestPasswordResetInvalidInput(BaseModel):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")
    code: ProblemCode
    message: str
    fields: list["RequestPasswordResetInvalidInputFields"]


class RequestPasswordResetInvalidInputFields(BaseModel):
    path: str
    message: str


class RequestPasswordResetRedirectNotAllowed(BaseModel):
    typename__: Literal["RedirectNotAllowed"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class RequestPasswordResetFeatureDisabled(BaseModel):
    typename__: Literal["FeatureDisabled"] = Field(alias="__typename")
    code: ProblemCode
    message: str

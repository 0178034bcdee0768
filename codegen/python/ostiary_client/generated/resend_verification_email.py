# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProblemCode


class ResendVerificationEmail(BaseModel):
    resend_verification_email: Union[
        "ResendVerificationEmailEmailSent",
        "ResendVerificationEmailInvalidInput",
        "ResendVerificationEmailRedirectNotAllowed",
        "ResendVerificationEmailFeatureDisabled",
    ] = Field(alias="resendVerificationEmail", discriminator="typename__")


class ResendVerificationEmailEmailSent(BaseModel):
    typename__: Literal["EmailSent"] = Field(alias="__typename")
    email: str


class ResendVerificationEmailInvalidInput(BaseModel):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")
    code: ProblemCode
    message: str
    fields: list["ResendVerificationEmailInvalidInputFields"]


class ResendVerificationEmailInvalidInputFields(BaseModel):
    path: str
    message: str


class ResendVerificationEmailRedirectNotAllowed(BaseModel):
    typename__: Literal["RedirectNotAllowed"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class ResendVerificationEmailFeatureDisabled(BaseModel):
    typename__: Literal["FeatureDisabled"] = Field(alias="__typename")
    code: ProblemCode
    message: str

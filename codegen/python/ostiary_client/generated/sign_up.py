# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import PasswordWeakness, ProblemCode
from .fragments import (  # noqa: F401
    SignedInFields,
    SignedInFieldsSession,
    SignedInFieldsUser,
    VerificationRequiredFields,
)


class SignUp(BaseModel):
    sign_up: Union[
        "SignUpSignedIn",
        "SignUpVerificationRequired",
        "SignUpEmailTaken",
        "SignUpWeakPassword",
        "SignUpInvalidInput",
        "SignUpRedirectNotAllowed",
        "SignUpFeatureDisabled",
    ] = Field(alias="signUp", discriminator="typename__")


class SignUpSignedIn(SignedInFields):
    typename__: Literal["SignedIn"] = Field(alias="__typename")


class SignUpVerificationRequired(VerificationRequiredFields):
    typename__: Literal["VerificationRequired"] = Field(alias="__typename")


class SignUpEmailTaken(BaseModel):
    typename__: Literal["EmailTaken"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class SignUpWeakPassword(BaseModel):
    typename__: Literal["WeakPassword"] = Field(alias="__typename")
    code: ProblemCode
    message: str
    reasons: list[PasswordWeakness]


class SignUpInvalidInput(BaseModel):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")
    code: ProblemCode
    message: str
    fields: list["SignUpInvalidInputFields"]


class SignUpInvalidInputFields(BaseModel):
    path: str
    message: str


class SignUpRedirectNotAllowed(BaseModel):
    typename__: Literal["RedirectNotAllowed"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class SignUpFeatureDisabled(BaseModel):
    typename__: Literal["FeatureDisabled"] = Field(alias="__typename")
    code: ProblemCode
    message: str

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


class SignUpWithPhone(BaseModel):
    sign_up_with_phone: Union[
        "SignUpWithPhoneSignedIn",
        "SignUpWithPhoneVerificationRequired",
        "SignUpWithPhonePhoneTaken",
        "SignUpWithPhoneWeakPassword",
        "SignUpWithPhoneInvalidInput",
        "SignUpWithPhoneFeatureDisabled",
    ] = Field(alias="signUpWithPhone", discriminator="typename__")


class SignUpWithPhoneSignedIn(SignedInFields):
    typename__: Literal["SignedIn"] = Field(alias="__typename")


class SignUpWithPhoneVerificationRequired(VerificationRequiredFields):
    typename__: Literal["VerificationRequired"] = Field(alias="__typename")


class SignUpWithPhonePhoneTaken(BaseModel):
    typename__: Literal["PhoneTaken"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class SignUpWithPhoneWeakPassword(BaseModel):
    typename__: Literal["WeakPassword"] = Field(alias="__typename")
    code: ProblemCode
    message: str
    reasons: list[PasswordWeakness]


class SignUpWithPhoneInvalidInput(BaseModel):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")
    code: ProblemCode
    message: str
    fields: list["SignUpWithPhoneInvalidInputFields"]


class SignUpWithPhoneInvalidInputFields(BaseModel):
    path: str
    message: str


class SignUpWithPhoneFeatureDisabled(BaseModel):
    typename__: Literal["FeatureDisabled"] = Field(alias="__typename")
    code: ProblemCode
    message: str

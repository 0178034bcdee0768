# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProblemCode
from .fragments import (  # noqa: F401
    MfaRequiredFields,
    SignedInFields,
    SignedInFieldsSession,
    SignedInFieldsUser,
)


class SignInWithPhone(BaseModel):
    sign_in_with_phone: Union[
        "SignInWithPhoneSignedIn",
        "SignInWithPhoneMfaRequired",
        "SignInWithPhoneInvalidCredentials",
        "SignInWithPhoneAccountLocked",
        "SignInWithPhoneAccountDeactivated",
        "SignInWithPhonePhoneNotVerified",
        "SignInWithPhoneFeatureDisabled",
    ] = Field(alias="signInWithPhone", discriminator="typename__")


class SignInWithPhoneSignedIn(SignedInFields):
    typename__: Literal["SignedIn"] = Field(alias="__typename")


class SignInWithPhoneMfaRequired(MfaRequiredFields):
    typename__: Literal["MfaRequired"] = Field(alias="__typename")


class SignInWithPhoneInvalidCredentials(BaseModel):
    typename__: Literal["InvalidCredentials"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class SignInWithPhoneAccountLocked(BaseModel):
    typename__: Literal["AccountLocked"] = Field(alias="__typename")
    code: ProblemCode
    message: str
    retry_after: int = Field(alias="retryAfter")


class SignInWithPhoneAccountDeactivated(BaseModel):
    typename__: Literal["AccountDeactivated"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class SignInWithPhonePhoneNotVerified(BaseModel):
    typename__: Literal["PhoneNotVerified"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class SignInWithPhoneFeatureDisabled(BaseModel):
    typename__: Literal["FeatureDisabled"] = Field(alias="__typename")
    code: ProblemCode
    message: str

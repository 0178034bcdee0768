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


class VerifyPhone(BaseModel):
    verify_phone: Union[
        "VerifyPhoneSignedIn",
        "VerifyPhoneMfaRequired",
        "VerifyPhoneInvalidCode",
        "VerifyPhoneAccountLocked",
        "VerifyPhoneAccountDeactivated",
        "VerifyPhoneFeatureDisabled",
    ] = Field(alias="verifyPhone", discriminator="typename__")


class VerifyPhoneSignedIn(SignedInFields):
    typename__: Literal["SignedIn"] = Field(alias="__typename")


class VerifyPhoneMfaRequired(MfaRequiredFields):
    typename__: Literal["MfaRequired"] = Field(alias="__typename")


class VerifyPhoneInvalidCode(BaseModel):
    typename__: Literal["InvalidCode"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class VerifyPhoneAccountLocked(BaseModel):
    typename__: Literal["AccountLocked"] = Field(alias="__typename")
    code: ProblemCode
    message: str
    retry_after: int = Field(alias="retryAfter")


class VerifyPhoneAccountDeactivated(BaseModel):
    typename__: Literal["AccountDeactivated"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class VerifyPhoneFeatureDisabled(BaseModel):
    typename__: Literal["FeatureDisabled"] = Field(alias="__typename")
    code: ProblemCode
    message: str

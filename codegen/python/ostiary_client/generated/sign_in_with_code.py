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


class SignInWithCode(BaseModel):
    sign_in_with_code: Union[
        "SignInWithCodeSignedIn",
        "SignInWithCodeMfaRequired",
        "SignInWithCodeInvalidCode",
        "SignInWithCodeAccountLocked",
        "SignInWithCodeAccountDeactivated",
        "SignInWithCodeFeatureDisabled",
    ] = Field(alias="signInWithCode", discriminator="typename__")


class SignInWithCodeSignedIn(SignedInFields):
    typename__: Literal["SignedIn"] = Field(alias="__typename")


class SignInWithCodeMfaRequired(MfaRequiredFields):
    typename__: Literal["MfaRequired"] = Field(alias="__typename")


class SignInWithCodeInvalidCode(BaseModel):
    typename__: Literal["InvalidCode"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class SignInWithCodeAccountLocked(BaseModel):
    typename__: Literal["AccountLocked"] = Field(alias="__typename")
    code: ProblemCode
    message: str
    retry_after: int = Field(alias="retryAfter")


class SignInWithCodeAccountDeactivated(BaseModel):
    typename__: Literal["AccountDeactivated"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class SignInWithCodeFeatureDisabled(BaseModel):
    typename__: Literal["FeatureDisabled"] = Field(alias="__typename")
    code: ProblemCode
    message: str

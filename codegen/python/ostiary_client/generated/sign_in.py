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


class SignIn(BaseModel):
    sign_in: Union[
        "SignInSignedIn",
        "SignInMfaRequired",
        "SignInInvalidCredentials",
        "SignInAccountLocked",
        "SignInAccountDeactivated",
        "SignInEmailNotVerified",
    ] = Field(alias="signIn", discriminator="typename__")


class SignInSignedIn(SignedInFields):
    typename__: Literal["SignedIn"] = Field(alias="__typename")


class SignInMfaRequired(MfaRequiredFields):
    typename__: Literal["MfaRequired"] = Field(alias="__typename")


class SignInInvalidCredentials(BaseModel):
    typename__: Literal["InvalidCredentials"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class SignInAccountLocked(BaseModel):
    typename__: Literal["AccountLocked"] = Field(alias="__typename")
    code: ProblemCode
    message: str
    retry_after: int = Field(alias="retryAfter")


class SignInAccountDeactivated(BaseModel):
    typename__: Literal["AccountDeactivated"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class SignInEmailNotVerified(BaseModel):
    typename__: Literal["EmailNotVerified"] = Field(alias="__typename")
    code: ProblemCode
    message: str

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


class SignInWithMagicLink(BaseModel):
    sign_in_with_magic_link: Union[
        "SignInWithMagicLinkSignedIn",
        "SignInWithMagicLinkMfaRequired",
        "SignInWithMagicLinkInvalidToken",
        "SignInWithMagicLinkAccountLocked",
        "SignInWithMagicLinkAccountDeactivated",
        "SignInWithMagicLinkFeatureDisabled",
    ] = Field(alias="signInWithMagicLink", discriminator="typename__")


class SignInWithMagicLinkSignedIn(SignedInFields):
    typename__: Literal["SignedIn"] = Field(alias="__typename")


class SignInWithMagicLinkMfaRequired(MfaRequiredFields):
    typename__: Literal["MfaRequired"] = Field(alias="__typename")


class SignInWithMagicLinkInvalidToken(BaseModel):
    typename__: Literal["InvalidToken"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class SignInWithMagicLinkAccountLocked(BaseModel):
    typename__: Literal["AccountLocked"] = Field(alias="__typename")
    code: ProblemCode
    message: str
    retry_after: int = Field(alias="retryAfter")


class SignInWithMagicLinkAccountDeactivated(BaseModel):
    typename__: Literal["AccountDeactivated"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class SignInWithMagicLinkFeatureDisabled(BaseModel):
    typename__: Literal["FeatureDisabled"] = Field(alias="__typename")
    code: ProblemCode
    message: str

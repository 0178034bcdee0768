# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProblemCode
from .fragments import (  # noqa: F401
    SignedInFields,
    SignedInFieldsSession,
    SignedInFieldsUser,
)


class FinishPasskeySignIn(BaseModel):
    finish_passkey_sign_in: Union[
        "FinishPasskeySignInSignedIn",
        "FinishPasskeySignInInvalidToken",
        "FinishPasskeySignInAccountLocked",
        "FinishPasskeySignInAccountDeactivated",
        "FinishPasskeySignInFeatureDisabled",
    ] = Field(alias="finishPasskeySignIn", discriminator="typename__")


class FinishPasskeySignInSignedIn(SignedInFields):
    typename__: Literal["SignedIn"] = Field(alias="__typename")


class FinishPasskeySignInInvalidToken(BaseModel):
    typename__: Literal["InvalidToken"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class FinishPasskeySignInAccountLocked(BaseModel):
    typename__: Literal["AccountLocked"] = Field(alias="__typename")
    code: ProblemCode
    message: str
    retry_after: int = Field(alias="retryAfter")


class FinishPasskeySignInAccountDeactivated(BaseModel):
    typename__: Literal["AccountDeactivated"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class FinishPasskeySignInFeatureDisabled(BaseModel):
    typename__: Literal["FeatureDisabled"] = Field(alias="__typename")
    code: ProblemCode
    message: str

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


class Reauthenticate(BaseModel):
    reauthenticate: Union[
        "ReauthenticateSignedIn",
        "ReauthenticateInvalidCredentials",
        "ReauthenticateInvalidCode",
        "ReauthenticateAccountLocked",
        "ReauthenticateFeatureDisabled",
    ] = Field(discriminator="typename__")


class ReauthenticateSignedIn(SignedInFields):
    typename__: Literal["SignedIn"] = Field(alias="__typename")


class ReauthenticateInvalidCredentials(BaseModel):
    typename__: Literal["InvalidCredentials"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class ReauthenticateInvalidCode(BaseModel):
    typename__: Literal["InvalidCode"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class ReauthenticateAccountLocked(BaseModel):
    typename__: Literal["AccountLocked"] = Field(alias="__typename")
    code: ProblemCode
    message: str
    retry_after: int = Field(alias="retryAfter")


class ReauthenticateFeatureDisabled(BaseModel):
    typename__: Literal["FeatureDisabled"] = Field(alias="__typename")
    code: ProblemCode
    message: str

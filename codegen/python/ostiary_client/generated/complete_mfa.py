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


class CompleteMfa(BaseModel):
    complete_mfa: Union[
        "CompleteMfaSignedIn",
        "CompleteMfaInvalidCode",
        "CompleteMfaInvalidToken",
        "CompleteMfaAccountLocked",
        "CompleteMfaAccountDeactivated",
    ] = Field(alias="completeMfa", discriminator="typename__")


class CompleteMfaSignedIn(SignedInFields):
    typename__: Literal["SignedIn"] = Field(alias="__typename")


class CompleteMfaInvalidCode(BaseModel):
    typename__: Literal["InvalidCode"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class CompleteMfaInvalidToken(BaseModel):
    typename__: Literal["InvalidToken"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class CompleteMfaAccountLocked(BaseModel):
    typename__: Literal["AccountLocked"] = Field(alias="__typename")
    code: ProblemCode
    message: str
    retry_after: int = Field(alias="retryAfter")


class CompleteMfaAccountDeactivated(BaseModel):
    typename__: Literal["AccountDeactivated"] = Field(alias="__typename")
    code: ProblemCode
    message: str

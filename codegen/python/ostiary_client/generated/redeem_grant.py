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


class RedeemGrant(BaseModel):
    redeem_grant: Union[
        "RedeemGrantSignedIn",
        "RedeemGrantMfaRequired",
        "RedeemGrantInvalidToken",
        "RedeemGrantAccountDeactivated",
    ] = Field(alias="redeemGrant", discriminator="typename__")


class RedeemGrantSignedIn(SignedInFields):
    typename__: Literal["SignedIn"] = Field(alias="__typename")


class RedeemGrantMfaRequired(MfaRequiredFields):
    typename__: Literal["MfaRequired"] = Field(alias="__typename")


class RedeemGrantInvalidToken(BaseModel):
    typename__: Literal["InvalidToken"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class RedeemGrantAccountDeactivated(BaseModel):
    typename__: Literal["AccountDeactivated"] = Field(alias="__typename")
    code: ProblemCode
    message: str

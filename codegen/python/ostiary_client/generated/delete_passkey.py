# Written by codegen. Do not edit.
from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import MfaMethod, ProblemCode
from .fragments import PasskeyFields


class DeletePasskey(BaseModel):
    delete_passkey: Union[
        "DeletePasskeyUser",
        "DeletePasskeyNotFound",
        "DeletePasskeyLastSignInMethod",
    ] = Field(alias="deletePasskey", discriminator="typename__")


class DeletePasskeyUser(BaseModel):
    typename__: Literal["User"] = Field(alias="__typename")
    id: str
    passkeys: Optional[list["DeletePasskeyUserPasskeys"]]
    second_factors: Optional[list[MfaMethod]] = Field(alias="secondFactors")


DeletePasskeyUserPasskeys = PasskeyFields


class DeletePasskeyNotFound(BaseModel):
    typename__: Literal["NotFound"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class DeletePasskeyLastSignInMethod(BaseModel):
    typename__: Literal["LastSignInMethod"] = Field(alias="__typename")
    code: ProblemCode
    message: str

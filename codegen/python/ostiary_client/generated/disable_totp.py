# Written by codegen. Do not edit.
from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import MfaMethod, ProblemCode


class DisableTotp(BaseModel):
    disable_totp: Union[
        "DisableTotpUser", "DisableTotpNotFound"
    ] = Field(alias="disableTotp", discriminator="typename__")


class DisableTotpUser(BaseModel):
    typename__: Literal["User"] = Field(alias="__typename")
    id: str
    second_factors: Optional[list[MfaMethod]] = Field(alias="secondFactors")


class DisableTotpNotFound(BaseModel):
    typename__: Literal["NotFound"] = Field(alias="__typename")
    code: ProblemCode
    message: str

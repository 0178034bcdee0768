# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProblemCode


class RegenerateRecoveryCodes(BaseModel):
    regenerate_recovery_codes: Union[
        "RegenerateRecoveryCodesRecoveryCodes",
        "RegenerateRecoveryCodesNotFound",
    ] = Field(alias="regenerateRecoveryCodes", discriminator="typename__")


class RegenerateRecoveryCodesRecoveryCodes(BaseModel):
    typename__: Literal["RecoveryCodes"] = Field(alias="__typename")
    codes: list[str]


class RegenerateRecoveryCodesNotFound(BaseModel):
    typename__: Literal["NotFound"] = Field(alias="__typename")
    code: ProblemCode
    message: str

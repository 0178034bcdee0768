# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import PasswordWeakness, ProblemCode


class ChangePassword(BaseModel):
    change_password: Union[
        "ChangePasswordPasswordChanged",
        "ChangePasswordInvalidCredentials",
        "ChangePasswordWeakPassword",
        "ChangePasswordAccountLocked",
    ] = Field(alias="changePassword", discriminator="typename__")


class ChangePasswordPasswordChanged(BaseModel):
    typename__: Literal["PasswordChanged"] = Field(alias="__typename")
    sessions_revoked: int = Field(alias="sessionsRevoked")


class ChangePasswordInvalidCredentials(BaseModel):
    typename__: Literal["InvalidCredentials"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class ChangePasswordWeakPassword(BaseModel):
    typename__: Literal["WeakPassword"] = Field(alias="__typename")
    code: ProblemCode
    message: str
    reasons: list[PasswordWeakness]


class ChangePasswordAccountLocked(BaseModel):
    typename__: Literal["AccountLocked"] = Field(alias="__typename")
    code: ProblemCode
    message: str
    retry_after: int = Field(alias="retryAfter")

# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import PasswordWeakness, ProblemCode


class ResetPassword(BaseModel):
    reset_password: Union[
        "ResetPasswordPasswordChanged",
        "ResetPasswordInvalidToken",
        "ResetPasswordWeakPassword",
    ] = Field(alias="resetPassword", discriminator="typename__")


class ResetPasswordPasswordChanged(BaseModel):
    typename__: Literal["PasswordChanged"] = Field(alias="__typename")
    sessions_revoked: int = Field(alias="sessionsRevoked")


class ResetPasswordInvalidToken(BaseModel):
    typename__: Literal["InvalidToken"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class ResetPasswordWeakPassword(BaseModel):
    typename__: Literal["WeakPassword"] = Field(alias="__typename")
    code: ProblemCode
    message: str
    reasons: list[PasswordWeakness]

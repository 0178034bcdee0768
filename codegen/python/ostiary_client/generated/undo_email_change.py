# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProblemCode


class UndoEmailChange(BaseModel):
    undo_email_change: Union[
        "UndoEmailChangePasswordResetRequired",
        "UndoEmailChangeInvalidToken",
    ] = Field(alias="undoEmailChange", discriminator="typename__")


class UndoEmailChangePasswordResetRequired(BaseModel):
    typename__: Literal["PasswordResetRequired"] = Field(alias="__typename")
    email: str
    reset_token: str = Field(alias="resetToken")


class UndoEmailChangeInvalidToken(BaseModel):
    typename__: Literal["InvalidToken"] = Field(alias="__typename")
    code: ProblemCode
    message: str

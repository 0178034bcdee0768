# Written by codegen. Do not edit.
from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProblemCode


class VerifyEmail(BaseModel):
    verify_email: Union[
        "VerifyEmailEmailVerified", "VerifyEmailInvalidToken"
    ] = Field(alias="verifyEmail", discriminator="typename__")


class VerifyEmailEmailVerified(BaseModel):
    typename__: Literal["EmailVerified"] = Field(alias="__typename")
    email: str
    grant: Optional[str]


class VerifyEmailInvalidToken(BaseModel):
    typename__: Literal["InvalidToken"] = Field(alias="__typename")
    code: ProblemCode
    message: str

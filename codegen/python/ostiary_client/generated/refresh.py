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


class Refresh(BaseModel):
    refresh: Union["RefreshSignedIn", "RefreshInvalidToken"] = Field(
        discriminator="typename__"
    )


class RefreshSignedIn(SignedInFields):
    typename__: Literal["SignedIn"] = Field(alias="__typename")


class RefreshInvalidToken(BaseModel):
    typename__: Literal["InvalidToken"] = Field(alias="__typename")
    code: ProblemCode
    message: str

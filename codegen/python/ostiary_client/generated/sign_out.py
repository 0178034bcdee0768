# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class SignOut(BaseModel):
    sign_out: Union["SignOutSignedOut",] = Field(
        alias="signOut", discriminator="typename__"
    )


class SignOutSignedOut(BaseModel):
    typename__: Literal["SignedOut"] = Field(alias="__typename")
    sessions_revoked: int = Field(alias="sessionsRevoked")

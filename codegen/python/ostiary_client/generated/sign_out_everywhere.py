# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class SignOutEverywhere(BaseModel):
    sign_out_everywhere: Union["SignOutEverywhereSignedOut",] = Field(
        alias="signOutEverywhere", discriminator="typename__"
    )


class SignOutEverywhereSignedOut(BaseModel):
    typename__: Literal["SignedOut"] = Field(alias="__typename")
    sessions_revoked: int = Field(alias="sessionsRevoked")

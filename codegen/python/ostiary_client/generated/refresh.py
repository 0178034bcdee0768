# Written by codegen. Do not edit.
from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProblemCode


class Refresh(BaseModel):
    refresh: Union["RefreshSignedIn", "RefreshInvalidToken"] = Field(
        discriminator="typename__"
    )


class RefreshSignedIn(BaseModel):
    typename__: Literal["SignedIn"] = Field(alias="__typename")
    access_token: Optional[str] = Field(alias="accessToken")
    refresh_token: Optional[str] = Field(alias="refreshToken")
    expires_in: int = Field(alias="expiresIn")


class RefreshInvalidToken(BaseModel):
    typename__: Literal["InvalidToken"] = Field(alias="__typename")
    code: ProblemCode
    message: str

# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProblemCode


class RevokeSession(BaseModel):
    revoke_session: Union[
        "RevokeSessionSignedOut", "RevokeSessionNotFound"
    ] = Field(alias="revokeSession", discriminator="typename__")


class RevokeSessionSignedOut(BaseModel):
    typename__: Literal["SignedOut"] = Field(alias="__typename")
    sessions_revoked: int = Field(alias="sessionsRevoked")


class RevokeSessionNotFound(BaseModel):
    typename__: Literal["NotFound"] = Field(alias="__typename")
    code: ProblemCode
    message: str

# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProblemCode
from .fragments import ManagedUserFields


class RevokeUserSessions(BaseModel):
    revoke_user_sessions: Union[
        "RevokeUserSessionsUser",
        "RevokeUserSessionsNotFound",
        "RevokeUserSessionsRoleTooHigh",
    ] = Field(alias="revokeUserSessions", discriminator="typename__")


class RevokeUserSessionsUser(ManagedUserFields):
    typename__: Literal["User"] = Field(alias="__typename")


class RevokeUserSessionsNotFound(BaseModel):
    typename__: Literal["NotFound"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class RevokeUserSessionsRoleTooHigh(BaseModel):
    typename__: Literal["RoleTooHigh"] = Field(alias="__typename")
    code: ProblemCode
    message: str

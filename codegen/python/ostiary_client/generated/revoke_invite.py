# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProblemCode
from .fragments import (  # noqa: F401
    InviteFields,
    InviteFieldsInvitedBy,
    InviteFieldsOrg,
)


class RevokeInvite(BaseModel):
    revoke_invite: Union[
        "RevokeInviteInvite", "RevokeInviteNotFound"
    ] = Field(alias="revokeInvite", discriminator="typename__")


class RevokeInviteInvite(InviteFields):
    typename__: Literal["Invite"] = Field(alias="__typename")


class RevokeInviteNotFound(BaseModel):
    typename__: Literal["NotFound"] = Field(alias="__typename")
    code: ProblemCode
    message: str

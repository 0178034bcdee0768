# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProblemCode


class DeclineInvite(BaseModel):
    decline_invite: Union[
        "DeclineInviteInviteDeclined",
        "DeclineInviteInvalidToken",
    ] = Field(alias="declineInvite", discriminator="typename__")


class DeclineInviteInviteDeclined(BaseModel):
    typename__: Literal["InviteDeclined"] = Field(alias="__typename")
    org_name: str = Field(alias="orgName")


class DeclineInviteInvalidToken(BaseModel):
    typename__: Literal["InvalidToken"] = Field(alias="__typename")
    code: ProblemCode
    message: str

# Written by codegen. Do not edit.
from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProblemCode
from .fragments import InviteFields


class ResendInvite(BaseModel):
    resend_invite: Union[
        "ResendInviteInviteSent",
        "ResendInviteNotFound",
        "ResendInviteAlreadyMember",
        "ResendInviteRoleTooHigh",
    ] = Field(alias="resendInvite", discriminator="typename__")


class ResendInviteInviteSent(BaseModel):
    typename__: Literal["InviteSent"] = Field(alias="__typename")
    invite: "ResendInviteInviteSentInvite"
    link: Optional[str]


ResendInviteInviteSentInvite = InviteFields


class ResendInviteNotFound(BaseModel):
    typename__: Literal["NotFound"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class ResendInviteAlreadyMember(BaseModel):
    typename__: Literal["AlreadyMember"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class ResendInviteRoleTooHigh(BaseModel):
    typename__: Literal["RoleTooHigh"] = Field(alias="__typename")
    code: ProblemCode
    message: str

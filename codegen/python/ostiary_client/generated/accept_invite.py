# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProblemCode
from .fragments import OrgMemberFields


class AcceptInvite(BaseModel):
    accept_invite: Union[
        "AcceptInviteOrgMember",
        "AcceptInviteInvalidToken",
        "AcceptInviteInviteNotYours",
        "AcceptInviteEmailNotVerified",
    ] = Field(alias="acceptInvite", discriminator="typename__")


class AcceptInviteOrgMember(OrgMemberFields):
    typename__: Literal["OrgMember"] = Field(alias="__typename")


class AcceptInviteInvalidToken(BaseModel):
    typename__: Literal["InvalidToken"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class AcceptInviteInviteNotYours(BaseModel):
    typename__: Literal["InviteNotYours"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class AcceptInviteEmailNotVerified(BaseModel):
    typename__: Literal["EmailNotVerified"] = Field(alias="__typename")
    code: ProblemCode
    message: str

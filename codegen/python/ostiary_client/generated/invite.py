# Written by codegen. Do not edit.
from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProblemCode
from .fragments import InviteFields


class Invite(BaseModel):
    invite: Union[
        "InviteInviteSent",
        "InviteAlreadyMember",
        "InviteRoleTooHigh",
        "InviteInvalidInput",
        "InviteRedirectNotAllowed",
    ] = Field(discriminator="typename__")


class InviteInviteSent(BaseModel):
    typename__: Literal["InviteSent"] = Field(alias="__typename")
    invite: "InviteInviteSentInvite"
    link: Optional[str]


InviteInviteSentInvite = InviteFields


class InviteAlreadyMember(BaseModel):
    typename__: Literal["AlreadyMember"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class InviteRoleTooHigh(BaseModel):
    typename__: Literal["RoleTooHigh"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class InviteInvalidInput(BaseModel):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")
    code: ProblemCode
    message: str
    fields: list["InviteInvalidInputFields"]


class InviteInvalidInputFields(BaseModel):
    path: str
    message: str


class InviteRedirectNotAllowed(BaseModel):
    typename__: Literal["RedirectNotAllowed"] = Field(alias="__typename")
    code: ProblemCode
    message: str

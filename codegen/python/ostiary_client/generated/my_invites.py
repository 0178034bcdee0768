# Written by codegen. Do not edit.
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .fragments import InviteFields


class MyInvites(BaseModel):
    my_invites: Optional[list["MyInvitesMyInvites"]] = Field(alias="myInvites")


MyInvitesMyInvites = InviteFields

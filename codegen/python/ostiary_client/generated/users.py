# Written by codegen. Do not edit.
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .fragments import ManagedUserFields, PageFields


class Users(BaseModel):
    users: Optional["UsersUsers"]


class UsersUsers(BaseModel):
    nodes: list["UsersNodes"]
    page_info: "UsersPageInfo" = Field(alias="pageInfo")


UsersNodes = ManagedUserFields
UsersPageInfo = PageFields

# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class DeleteOrg(BaseModel):
    delete_org: Union["DeleteOrgOrgDeleted",] = Field(
        alias="deleteOrg", discriminator="typename__"
    )


class DeleteOrgOrgDeleted(BaseModel):
    typename__: Literal["OrgDeleted"] = Field(alias="__typename")
    org_id: str = Field(alias="orgId")

# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProblemCode
from .fragments import OrgFields


class UpdateOrg(BaseModel):
    update_org: Union[
        "UpdateOrgOrg",
        "UpdateOrgSlugTaken",
        "UpdateOrgInvalidInput",
    ] = Field(alias="updateOrg", discriminator="typename__")


class UpdateOrgOrg(OrgFields):
    typename__: Literal["Org"] = Field(alias="__typename")


class UpdateOrgSlugTaken(BaseModel):
    typename__: Literal["SlugTaken"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class UpdateOrgInvalidInput(BaseModel):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")
    code: ProblemCode
    message: str
    fields: list["UpdateOrgInvalidInputFields"]


class UpdateOrgInvalidInputFields(BaseModel):
    path: str
    message: str

# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProblemCode
from .fragments import OrgFields


class CreateOrg(BaseModel):
    create_org: Union[
        "CreateOrgOrg",
        "CreateOrgSlugTaken",
        "CreateOrgInvalidInput",
    ] = Field(alias="createOrg", discriminator="typename__")


class CreateOrgOrg(OrgFields):
    typename__: Literal["Org"] = Field(alias="__typename")


class CreateOrgSlugTaken(BaseModel):
    typename__: Literal["SlugTaken"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class CreateOrgInvalidInput(BaseModel):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")
    code: ProblemCode
    message: str
    fields: list["CreateOrgInvalidInputFields"]


class CreateOrgInvalidInputFields(BaseModel):
    path: str
    message: str

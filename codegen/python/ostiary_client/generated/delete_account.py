# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProblemCode


class DeleteAccount(BaseModel):
    delete_account: Union[
        "DeleteAccountAccountDeleted",
        "DeleteAccountOwnsOrgs",
        "DeleteAccountLastAdmin",
    ] = Field(alias="deleteAccount", discriminator="typename__")


class DeleteAccountAccountDeleted(BaseModel):
    typename__: Literal["AccountDeleted"] = Field(alias="__typename")
    user_id: str = Field(alias="userId")


class DeleteAccountOwnsOrgs(BaseModel):
    typename__: Literal["OwnsOrgs"] = Field(alias="__typename")
    code: ProblemCode
    message: str
    orgs: list["DeleteAccountOwnsOrgsOrgs"]


class DeleteAccountOwnsOrgsOrgs(BaseModel):
    id: str
    name: str
    slug: str


class DeleteAccountLastAdmin(BaseModel):
    typename__: Literal["LastAdmin"] = Field(alias="__typename")
    code: ProblemCode
    message: str

# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProblemCode
from .fragments import OrgMemberFields


class TransferOwnership(BaseModel):
    transfer_ownership: Union[
        "TransferOwnershipOrgMember",
        "TransferOwnershipNotFound",
        "TransferOwnershipInvalidInput",
    ] = Field(alias="transferOwnership", discriminator="typename__")


class TransferOwnershipOrgMember(OrgMemberFields):
    typename__: Literal["OrgMember"] = Field(alias="__typename")


class TransferOwnershipNotFound(BaseModel):
    typename__: Literal["NotFound"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class TransferOwnershipInvalidInput(BaseModel):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")
    code: ProblemCode
    message: str
    fields: list["TransferOwnershipInvalidInputFields"]


class TransferOwnershipInvalidInputFields(BaseModel):
    path: str
    message: str

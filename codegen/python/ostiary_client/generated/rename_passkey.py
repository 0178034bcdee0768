# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProblemCode
from .fragments import PasskeyFields


class RenamePasskey(BaseModel):
    rename_passkey: Union[
        "RenamePasskeyPasskey",
        "RenamePasskeyNotFound",
        "RenamePasskeyInvalidInput",
    ] = Field(alias="renamePasskey", discriminator="typename__")


class RenamePasskeyPasskey(PasskeyFields):
    typename__: Literal["Passkey"] = Field(alias="__typename")


class RenamePasskeyNotFound(BaseModel):
    typename__: Literal["NotFound"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class RenamePasskeyInvalidInput(BaseModel):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")
    code: ProblemCode
    message: str
    fields: list["RenamePasskeyInvalidInputFields"]


class RenamePasskeyInvalidInputFields(BaseModel):
    path: str
    message: str

# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProblemCode


class ChangeEmail(BaseModel):
    change_email: Union[
        "ChangeEmailEmailSent",
        "ChangeEmailInvalidInput",
        "ChangeEmailRedirectNotAllowed",
    ] = Field(alias="changeEmail", discriminator="typename__")


class ChangeEmailEmailSent(BaseModel):
    typename__: Literal["EmailSent"] = Field(alias="__typename")
    email: str


class ChangeEmailInvalidInput(BaseModel):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")
    code: ProblemCode
    message: str
    fields: list["ChangeEmailInvalidInputFields"]


class ChangeEmailInvalidInputFields(BaseModel):
    path: str
    message: str


class ChangeEmailRedirectNotAllowed(BaseModel):
    typename__: Literal["RedirectNotAllowed"] = Field(alias="__typename")
    code: ProblemCode
    message: str

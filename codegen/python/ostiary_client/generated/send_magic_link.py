# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProblemCode


class SendMagicLink(BaseModel):
    send_magic_link: Union[
        "SendMagicLinkEmailSent",
        "SendMagicLinkInvalidInput",
        "SendMagicLinkRedirectNotAllowed",
        "SendMagicLinkFeatureDisabled",
    ] = Field(alias="sendMagicLink", discriminator="typename__")


class SendMagicLinkEmailSent(BaseModel):
    typename__: Literal["EmailSent"] = Field(alias="__typename")
    email: str


class SendMagicLinkInvalidInput(BaseModel):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")
    code: ProblemCode
    message: str
    fields: list["SendMagicLinkInvalidInputFields"]


class SendMagicLinkInvalidInputFields(BaseModel):
    path: str
    message: str


class SendMagicLinkRedirectNotAllowed(BaseModel):
    typename__: Literal["RedirectNotAllowed"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class SendMagicLinkFeatureDisabled(BaseModel):
    typename__: Literal["FeatureDisabled"] = Field(alias="__typename")
    code: ProblemCode
    message: str

# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProblemCode


class LinkProvider(BaseModel):
    link_provider: Union[
        "LinkProviderProviderRedirect",
        "LinkProviderProviderNotConfigured",
        "LinkProviderRedirectNotAllowed",
        "LinkProviderInvalidInput",
    ] = Field(alias="linkProvider", discriminator="typename__")


class LinkProviderProviderRedirect(BaseModel):
    typename__: Literal["ProviderRedirect"] = Field(alias="__typename")
    authorization_url: str = Field(alias="authorizationUrl")


class LinkProviderProviderNotConfigured(BaseModel):
    typename__: Literal["ProviderNotConfigured"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class LinkProviderRedirectNotAllowed(BaseModel):
    typename__: Literal["RedirectNotAllowed"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class LinkProviderInvalidInput(BaseModel):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")
    code: ProblemCode
    message: str
    fields: list["LinkProviderInvalidInputFields"]


class LinkProviderInvalidInputFields(BaseModel):
    path: str
    message: str

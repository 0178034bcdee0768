# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProblemCode


class SignInWithProvider(BaseModel):
    sign_in_with_provider: Union[
        "SignInWithProviderProviderRedirect",
        "SignInWithProviderProviderNotConfigured",
        "SignInWithProviderRedirectNotAllowed",
        "SignInWithProviderInvalidInput",
    ] = Field(alias="signInWithProvider", discriminator="typename__")


class SignInWithProviderProviderRedirect(BaseModel):
    typename__: Literal["ProviderRedirect"] = Field(alias="__typename")
    authorization_url: str = Field(alias="authorizationUrl")


class SignInWithProviderProviderNotConfigured(BaseModel):
    typename__: Literal["ProviderNotConfigured"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class SignInWithProviderRedirectNotAllowed(BaseModel):
    typename__: Literal["RedirectNotAllowed"] = Field(alias="__typename")
    code: ProblemCode
    message: str


class SignInWithProviderInvalidInput(BaseModel):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")
    code: ProblemCode
    message: str
    fields: list["SignInWithProviderInvalidInputFields"]


class SignInWithProviderInvalidInputFields(BaseModel):
    path: str
    message: str

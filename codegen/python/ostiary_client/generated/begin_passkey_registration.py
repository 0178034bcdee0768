# Written by codegen. Do not edit.
from typing import Any, Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProblemCode


class BeginPasskeyRegistration(BaseModel):
    begin_passkey_registration: Union[
        "BeginPasskeyRegistrationPasskeyChallenge",
        "BeginPasskeyRegistrationFeatureDisabled",
    ] = Field(alias="beginPasskeyRegistration", discriminator="typename__")


class BeginPasskeyRegistrationPasskeyChallenge(BaseModel):
    typename__: Literal["PasskeyChallenge"] = Field(alias="__typename")
    challenge: str
    options: Any


class BeginPasskeyRegistrationFeatureDisabled(BaseModel):
    typename__: Literal["FeatureDisabled"] = Field(alias="__typename")
    code: ProblemCode
    message: str

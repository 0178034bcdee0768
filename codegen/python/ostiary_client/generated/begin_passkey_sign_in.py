# Written by codegen. Do not edit.
from typing import Any, Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProblemCode


class BeginPasskeySignIn(BaseModel):
    begin_passkey_sign_in: Union[
        "BeginPasskeySignInPasskeyChallenge",
        "BeginPasskeySignInFeatureDisabled",
    ] = Field(alias="beginPasskeySignIn", discriminator="typename__")


class BeginPasskeySignInPasskeyChallenge(BaseModel):
    typename__: Literal["PasskeyChallenge"] = Field(alias="__typename")
    challenge: str
    options: Any


class BeginPasskeySignInFeatureDisabled(BaseModel):
    typename__: Literal["FeatureDisabled"] = Field(alias="__typename")
    code: ProblemCode
    message: str

# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .fragments import SigningKeyFields


class RotateSigningKey(BaseModel):
    rotate_signing_key: Union["RotateSigningKeySigningKey",] = Field(
        alias="rotateSigningKey", discriminator="typename__"
    )


class RotateSigningKeySigningKey(SigningKeyFields):
    typename__: Literal["SigningKey"] = Field(alias="__typename")

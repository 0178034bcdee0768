# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProblemCode
from .fragments import (
    ApiKeyCreatedFields,
    ApiKeyCreatedFieldsApiKey,  # noqa: F401
)


class RotateApiKey(BaseModel):
    rotate_api_key: Union[
        "RotateApiKeyApiKeyCreated", "RotateApiKeyNotFound"
    ] = Field(alias="rotateApiKey", discriminator="typename__")


class RotateApiKeyApiKeyCreated(ApiKeyCreatedFields):
    typename__: Literal["ApiKeyCreated"] = Field(alias="__typename")


class RotateApiKeyNotFound(BaseModel):
    typename__: Literal["NotFound"] = Field(alias="__typename")
    code: ProblemCode
    message: str

# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProblemCode
from .fragments import (
    ApiKeyCreatedFields,
    ApiKeyCreatedFieldsApiKey,  # noqa: F401
)


class CreateApiKey(BaseModel):
    create_api_key: Union[
        "CreateApiKeyApiKeyCreated", "CreateApiKeyInvalidInput"
    ] = Field(alias="createApiKey", discriminator="typename__")


class CreateApiKeyApiKeyCreated(ApiKeyCreatedFields):
    typename__: Literal["ApiKeyCreated"] = Field(alias="__typename")


class CreateApiKeyInvalidInput(BaseModel):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")
    code: ProblemCode
    message: str
    fields: list["CreateApiKeyInvalidInputFields"]


class CreateApiKeyInvalidInputFields(BaseModel):
    path: str
    message: str

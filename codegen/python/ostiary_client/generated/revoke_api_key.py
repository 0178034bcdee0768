# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProblemCode
from .fragments import ApiKeyFields


class RevokeApiKey(BaseModel):
    revoke_api_key: Union[
        "RevokeApiKeyApiKey", "RevokeApiKeyNotFound"
    ] = Field(alias="revokeApiKey", discriminator="typename__")


class RevokeApiKeyApiKey(ApiKeyFields):
    typename__: Literal["ApiKey"] = Field(alias="__typename")


class RevokeApiKeyNotFound(BaseModel):
    typename__: Literal["NotFound"] = Field(alias="__typename")
    code: ProblemCode
    message: str

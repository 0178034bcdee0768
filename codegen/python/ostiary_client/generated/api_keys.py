# Written by codegen. Do not edit.
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .fragments import ApiKeyFields


class ApiKeys(BaseModel):
    api_keys: Optional[list["ApiKeysApiKeys"]] = Field(alias="apiKeys")


ApiKeysApiKeys = ApiKeyFields

# Written by codegen. Do not edit.
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .fragments import SigningKeyFields


class SigningKeys(BaseModel):
    signing_keys: Optional[list["SigningKeysSigningKeys"]] = Field(alias="signingKeys")


SigningKeysSigningKeys = SigningKeyFields

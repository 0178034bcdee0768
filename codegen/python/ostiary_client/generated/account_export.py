# Written by codegen. Do not edit.
from typing import Any, Optional

from pydantic import Field

from .base_model import BaseModel


class AccountExport(BaseModel):
    account_export: Optional[Any] = Field(alias="accountExport")

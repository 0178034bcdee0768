# Written by codegen. Do not edit.
from typing import Optional

from pydantic import Field

from .base_model import BaseModel


class RedirectOrigins(BaseModel):
    redirect_origins: Optional[list[str]] = Field(alias="redirectOrigins")

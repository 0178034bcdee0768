# Written by codegen. Do not edit.
from typing import Optional

from .base_model import BaseModel
from .fragments import AccountFields


class Me(BaseModel):
    me: Optional["MeMe"]


MeMe = AccountFields

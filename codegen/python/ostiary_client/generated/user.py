# Written by codegen. Do not edit.
from typing import Optional

from .base_model import BaseModel
from .fragments import (  # noqa: F401
    AccountFields,
    AccountFieldsIdentities,
    AccountFieldsMemberships,
    AccountFieldsPasskeys,
    ManagedUserFields,
)


class User(BaseModel):
    user: Optional["UserUser"]


class UserUser(AccountFields, ManagedUserFields):
    pass

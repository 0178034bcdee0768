# Written by codegen. Do not edit.
from typing import Optional

from .base_model import BaseModel
from .fragments import OrgFields


class Org(BaseModel):
    org: Optional["OrgOrg"]


OrgOrg = OrgFields

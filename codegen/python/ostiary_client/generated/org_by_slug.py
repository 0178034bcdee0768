# Written by codegen. Do not edit.
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .fragments import OrgFields


class OrgBySlug(BaseModel):
    org_by_slug: Optional["OrgBySlugOrgBySlug"] = Field(alias="orgBySlug")


OrgBySlugOrgBySlug = OrgFields

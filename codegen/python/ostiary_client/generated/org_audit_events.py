# Written by codegen. Do not edit.
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .fragments import AuditEventPageFields


class OrgAuditEvents(BaseModel):
    org_audit_events: Optional["OrgAuditEventsOrgAuditEvents"] = Field(
        alias="orgAuditEvents"
    )


OrgAuditEventsOrgAuditEvents = AuditEventPageFields

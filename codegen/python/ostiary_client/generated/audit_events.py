# Written by codegen. Do not edit.
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .fragments import AuditEventPageFields


class AuditEvents(BaseModel):
    audit_events: Optional["AuditEventsAuditEvents"] = Field(alias="auditEvents")


AuditEventsAuditEvents = AuditEventPageFields

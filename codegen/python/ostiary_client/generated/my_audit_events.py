# Written by codegen. Do not edit.
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .fragments import AuditEventPageFields


class MyAuditEvents(BaseModel):
    my_audit_events: Optional["MyAuditEventsMyAuditEvents"] = Field(
        alias="myAuditEvents"
    )


MyAuditEventsMyAuditEvents = AuditEventPageFields

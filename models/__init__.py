"""The tables. One module per aggregate; imports nothing of ours."""

from models.audit import AuditEvent, AuditPersonal
from models.invite import Invite, InviteStatus
from models.key import SigningKey
from models.org import Membership, Org, OrgRole
from models.outbox import Channel, MailboxMessage, OutboxMessage, OutboxStatus
from models.session import OneTimeToken, Purpose, Session
from models.user import Attempts, SiteRole, User

__all__ = [
    "Attempts",
    "AuditEvent",
    "AuditPersonal",
    "Channel",
    "Invite",
    "InviteStatus",
    "MailboxMessage",
    "Membership",
    "OneTimeToken",
    "Org",
    "OrgRole",
    "OutboxMessage",
    "OutboxStatus",
    "Purpose",
    "Session",
    "SigningKey",
    "SiteRole",
    "User",
]

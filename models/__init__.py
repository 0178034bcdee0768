"""The tables. One module per aggregate; imports nothing of ours."""

from models.api_key import ApiKey, ApiKeyKind
from models.audit import AuditChain, AuditEvent, AuditPersonal
from models.identity import Identity, ProviderFlow
from models.invite import Invite, InviteStatus
from models.key import SigningKey
from models.lease import Lease
from models.org import Membership, Org, OrgRole
from models.outbox import Channel, MailboxMessage, OutboxMessage, OutboxStatus
from models.passkey import Passkey
from models.redirect import RedirectOrigin
from models.second_factor import RecoveryCode, TotpFactor
from models.session import OneTimeToken, Purpose, Session
from models.user import Attempts, SiteRole, User

__all__ = [
    "ApiKey",
    "ApiKeyKind",
    "Attempts",
    "AuditChain",
    "AuditEvent",
    "AuditPersonal",
    "Channel",
    "Identity",
    "Invite",
    "InviteStatus",
    "Lease",
    "MailboxMessage",
    "Membership",
    "OneTimeToken",
    "Org",
    "OrgRole",
    "OutboxMessage",
    "OutboxStatus",
    "Passkey",
    "ProviderFlow",
    "Purpose",
    "RecoveryCode",
    "RedirectOrigin",
    "Session",
    "SigningKey",
    "SiteRole",
    "TotpFactor",
    "User",
]

"""Mail by SMTP: one connection, one recipient a message. TLS is never dropped, the certificate always checked."""

import re
import ssl
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.policy import SMTPUTF8
from email.utils import localtime, parseaddr
from pathlib import Path
from typing import Literal

import idna
from aiosmtplib import (
    SMTP,
    SMTPDataError,
    SMTPException,
    SMTPNotSupported,
    SMTPRecipientRefused,
    SMTPRecipientsRefused,
    SMTPResponseException,
)

from services.delivery.message import Message, NotDelivered, Undeliverable

# One plain address: nothing that could end it early on an SMTP line or in a header, or make it two.
_MAILBOX = re.compile(r'([^\s\x00-\x1f\x7f<>()\[\],;:\\"@]+)@([^\s\x00-\x1f\x7f<>()\[\],;:\\"@]+)')
_ENHANCED_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")


@dataclass(frozen=True)
class SmtpSettings:
    """`cafile`: a certificate authority to trust instead of the system's. `timeout`: seconds for each step."""

    host: str
    port: int
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    security: Literal["starttls", "tls", "none"] = "starttls"
    cafile: Path | None = None
    timeout: float = 10


def wire_address(address: str) -> str:
    """The address with its domain in ASCII (IDNA 2008); a local part beyond ASCII stays as it is (RFC 6531)."""
    match = _MAILBOX.fullmatch(address)
    if match is None:
        raise ValueError("not an email address")
    local, domain = match.groups()
    return f"{local}@{domain if domain.isascii() else idna.encode(domain, uts46=True).decode()}"


class SmtpTransport:
    """Reuses nothing between messages, so a server that hangs holds up only the message it was given."""

    def __init__(self, settings: SmtpSettings, mail_from: str) -> None:
        name, address = parseaddr(mail_from)
        self._sender = Address(name, addr_spec=wire_address(address))
        self._settings = settings
        self._tls = ssl.create_default_context(cafile=settings.cafile)

    async def send(self, message: Message) -> None:
        try:
            to = wire_address(message.to)
        except ValueError:  # idna.IDNAError is one too.
            raise Undeliverable("not an address that mail can be sent to") from None
        try:
            async with self._client() as client:
                await client.send_message(self._letter(message, to), sender=self._sender.addr_spec, recipients=[to])
        except SMTPNotSupported:
            raise Undeliverable("the mail server does not take addresses beyond ASCII (SMTPUTF8)") from None
        except (SMTPException, OSError) as problem:
            raise _explained(problem) from None

    async def check(self) -> None:
        """Connects, encrypts and signs in as for a mail; NotDelivered says what was in the way."""
        try:
            async with self._client():
                pass
        except (SMTPException, OSError) as problem:
            raise _explained(problem) from None

    def _client(self) -> SMTP:
        settings = self._settings
        return SMTP(
            hostname=settings.host,
            port=settings.port,
            username=settings.username,
            password=settings.password,
            timeout=settings.timeout,
            use_tls=settings.security == "tls",
            # True demands it: a server that does not offer STARTTLS gets neither the password nor the message.
            start_tls=settings.security == "starttls",
            tls_context=self._tls,
        )

    def _letter(self, message: Message, to: str) -> EmailMessage:
        letter = EmailMessage(SMTP_POLICY if to.isascii() else SMTPUTF8)
        letter["From"] = self._sender
        letter["To"] = to
        letter["Subject"] = message.subject
        letter["Date"] = localtime()
        letter["Message-ID"] = f"<{message.id}@{self._sender.domain}>"
        letter["Auto-Submitted"] = "auto-generated"
        letter.set_content(message.text)
        if message.html is not None:
            letter.add_alternative(message.html, subtype="html")
        return letter


def _explained(problem: Exception) -> NotDelivered:
    """A 5xx to the recipient or the message is final; to anything else it is a matter of configuration, to be mended.

    Codes only: a server's own words repeat the address."""
    refusal = problem.recipients[0] if isinstance(problem, SMTPRecipientsRefused) else problem
    reason = type(problem).__name__
    if isinstance(refusal, SMTPResponseException):
        status = _ENHANCED_STATUS.search(refusal.message)
        reason = f"{type(refusal).__name__} {refusal.code}" + (f" {status[0]}" if status else "")
        if refusal.code >= 500 and isinstance(refusal, SMTPRecipientRefused | SMTPDataError):
            return Undeliverable(reason)
    return NotDelivered(reason)

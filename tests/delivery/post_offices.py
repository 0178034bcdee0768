"""Real SMTP servers that keep what they accept, and workers that run while a test looks on."""

import asyncio
import inspect
import socket
import ssl
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as modern
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from services.delivery.email import SmtpSettings, SmtpTransport
from services.delivery.worker import Worker

MAIL_FROM = "Ostiary <no-reply@ostiary.example>"
USERNAME, PASSWORD = "postmaster", "correct horse battery"


@dataclass
class Letterbox:
    """An aiosmtpd handler. `replies` holds the answers to give to a recipient before it is accepted."""

    replies: dict[str, list[str]] = field(default_factory=dict)
    data_reply: str = "250 2.0.0 taken"
    letters: list[EmailMessage] = field(default_factory=list)
    envelopes: list[tuple[str, list[str]]] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    arrived: Callable[[], object] = lambda: None
    pause: float = 0

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802 - the name that aiosmtpd calls
        waiting = self.replies.get(address)
        if waiting:
            return waiting.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 ok"

    async def handle_DATA(self, server, _session, envelope):  # noqa: N802
        self.arrived()
        await asyncio.sleep(self.pause)
        if not self.data_reply.startswith("250"):
            return self.data_reply
        letter = message_from_bytes(envelope.content, policy=modern)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        self.envelopes.append((envelope.mail_from, list(envelope.rcpt_tos)))
        self.encrypted.append(server.transport.get_extra_info("ssl_object") is not None)
        return self.data_reply


class PostOffice(Controller):
    """Listens on a port of the system's choice."""

    def _trigger_server(self):
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def post_office(letterbox: Letterbox, **options) -> Iterator[int]:
    """A running SMTP server; gives its port. Options as of aiosmtpd's SMTP class, and `port`."""
    office = PostOffice(letterbox, **{"hostname": "localhost", "port": 0, "server_hostname": "localhost", **options})
    office.start()
    try:
        yield office.port
    finally:
        office.stop()


def check_password(server, session, envelope, mechanism, login) -> AuthResult:
    known = (login.login, login.password) == (USERNAME.encode(), PASSWORD.encode())
    return AuthResult(success=known, handled=False)


@contextmanager
def black_hole() -> Iterator[int]:
    """Takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


def smtp(port: int, **settings) -> SmtpTransport:
    return SmtpTransport(SmtpSettings("localhost", port, **{"security": "none", "timeout": 5, **settings}), MAIL_FROM)


@dataclass(frozen=True)
class Certificates:
    """Of an authority that only these tests trust."""

    authority: Path
    right: ssl.SSLContext
    wrong_name: ssl.SSLContext


@asynccontextmanager
async def running(*workers: Worker) -> AsyncIterator[None]:
    tasks = [asyncio.create_task(worker.run()) for worker in workers]
    try:
        yield
    finally:
        for worker in workers:
            worker.stop()
        await asyncio.gather(*tasks)


async def until(true: Callable[[], object], within: float = 30) -> None:
    """Waits for something that must come; the bound is for a test that hangs, not a measure of speed."""
    async with asyncio.timeout(within):
        while True:
            result = true()
            if inspect.isawaitable(result):
                result = await result
            if result:
                return
            await asyncio.sleep(0.02)


def body_of(letter: EmailMessage, kind: str = "plain") -> str:
    body = letter.get_body((kind,))
    assert isinstance(body, EmailMessage)
    return str(body.get_content())

"""What the delivery tests stand on: a database with the outbox, and certificates that only they trust."""

import ssl
from collections.abc import AsyncIterator, Callable

import pytest
import trustme
from tortoise.context import TortoiseContext

from models.outbox import Channel, MailboxMessage, OutboxMessage
from services.delivery.mailbox import Mailbox
from services.delivery.message import Transport
from services.delivery.outbox import Outbox
from services.delivery.rendering import Renderer
from services.delivery.worker import Worker
from services.vault import Vault
from tests.delivery.post_offices import Certificates


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    authority = trustme.CA()
    path = tmp_path_factory.mktemp("certificates") / "authority.pem"
    authority.cert_pem.write_to_path(str(path))
    contexts = []
    for name in ("localhost", "elsewhere.example"):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(name).configure_cert(context)
        contexts.append(context)
    return Certificates(path, *contexts)


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[None]:
    """The migrated tables, with nothing to send and nothing received."""
    async with TortoiseContext() as database:
        await database.init(db_url=database_url, modules={"ostiary": ["models"]})
        await OutboxMessage.all().delete()
        await MailboxMessage.all().delete()
        yield


@pytest.fixture
def outbox(store: None) -> Outbox:
    return Outbox(Vault("a secret of more than thirty-two bytes, for tests"))


@pytest.fixture
def worker_for(outbox: Outbox) -> Callable[[Transport], Worker]:
    """Makes a worker that sends mail by the given transport, and SMS to the development mailbox."""

    def make(transport: Transport) -> Worker:
        return Worker(outbox, Renderer("Ostiary"), {Channel.EMAIL: transport, Channel.SMS: Mailbox()})

    return make

"""What the delivery tests stand on: a database with the outbox, and certificates that only they trust."""

import os
import ssl
from collections.abc import AsyncIterator, Callable
from pathlib import Path

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
async def store(tmp_path: Path) -> AsyncIterator[None]:
    """The tables, empty: in the database that OSTIARY_TEST_DATABASE_URL names, else in an SQLite file."""
    url = os.environ.get("OSTIARY_TEST_DATABASE_URL", f"sqlite://{tmp_path / 'outbox.db'}")
    async with TortoiseContext() as database:
        await database.init(db_url=url, modules={"ostiary": ["models"]})
        await database.generate_schemas(safe=True)
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

"""Codes on their way: through the outbox like mails, sent once, tried again, and neither number nor code in a log."""

import logging
from datetime import timedelta

import pytest

from models.outbox import Channel, OutboxMessage, OutboxStatus
from services.database import now
from services.delivery.mailbox import Mailbox
from services.delivery.message import Transport
from services.delivery.rendering import Renderer
from services.delivery.worker import Worker
from tests.delivery.post_offices import running, until
from tests.delivery.sms_providers import BARRED, serving, twilio

TO, CODE = "+491511234567", "87654321"


def texting(outbox, transport: Transport) -> Worker:
    return Worker(outbox, Renderer("Doorway"), {Channel.EMAIL: Mailbox(), Channel.SMS: transport})


async def post(outbox, to: str = TO) -> None:
    await outbox.post(to, "phone_code", {"code": CODE, "expires_in": "10 minutes"})


async def test_a_code_is_sent_once_and_wiped(outbox, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    provider = twilio()
    with serving(provider) as transport:
        await post(outbox)
        async with running(texting(outbox, transport), texting(outbox, transport)):
            await until(lambda: OutboxMessage.filter(status=OutboxStatus.SENT).exists())
    (request,) = provider.accepted
    assert request.form["Body"].startswith(f"{CODE} is your Doorway code.")
    assert (await OutboxMessage.get()).sealed_payload is None
    assert not any(private in caplog.text for private in (TO, TO[1:], CODE))


async def test_a_provider_that_comes_back_gets_the_same_code(outbox):
    provider = twilio()
    provider.fault = (503, b"")
    with serving(provider) as transport:
        await post(outbox)
        async with running(texting(outbox, transport)):
            await until(lambda: OutboxMessage.filter(last_error="Twilio: HTTP 503").exists())
            provider.fault = None
            await OutboxMessage.all().update(due_at=now() - timedelta(seconds=1))
            outbox.wake()
            await until(lambda: OutboxMessage.filter(status=OutboxStatus.SENT).exists())
    assert len(provider.accepted) == 1
    assert CODE in provider.accepted[0].form["Body"]


async def test_a_barred_number_is_given_up_visibly_and_holds_nobody_up(outbox, caplog: pytest.LogCaptureFixture):
    provider = twilio()
    with serving(provider) as transport:
        await post(outbox, BARRED)
        await post(outbox)
        async with running(texting(outbox, transport)):
            await until(lambda: OutboxMessage.filter(status=OutboxStatus.SENT).exists())
            await until(lambda: OutboxMessage.filter(status=OutboxStatus.FAILED).exists())
    failed = await OutboxMessage.get(status=OutboxStatus.FAILED)
    assert failed.last_error == "Twilio: HTTP 400, error 21211"
    assert not any(private in caplog.text for private in (BARRED, BARRED[1:], CODE))


async def test_a_code_that_waited_too_long_is_not_sent(outbox):
    provider = twilio()
    with serving(provider) as transport:
        values = {"code": CODE, "expires_in": "10 minutes"}
        await outbox.post(TO, "phone_code", values, expires_at=now() - timedelta(seconds=1))
        async with running(texting(outbox, transport)):
            await until(lambda: OutboxMessage.filter(status=OutboxStatus.FAILED).exists())
    assert provider.requests == 0

"""The development mailbox: what would have been sent, for every process to see."""

from datetime import timedelta
from uuid import uuid4

from models.outbox import Channel, MailboxMessage, OutboxMessage, OutboxStatus
from services.database import now
from services.delivery.mailbox import KEPT, Mailbox, recent
from services.delivery.message import Message
from tests.delivery.post_offices import running, until


async def test_mails_and_sms_land_in_it_newest_first(outbox, worker_for):
    await outbox.post(
        "ann@example.org", "verify_email", {"link": "https://x.example", "code": "12345678", "expires_in": "1 hour"}
    )
    async with running(worker_for(Mailbox())):
        await until(lambda: OutboxMessage.filter(status=OutboxStatus.SENT).exists())
        await outbox.post("+491511234567", "phone_code", {"code": "87654321", "expires_in": "10 minutes"})
        outbox.wake()
        await until(lambda: MailboxMessage.filter(channel=Channel.SMS).exists())
    sms, mail = await recent()
    assert (sms["channel"], sms["to"], sms["subject"], sms["html"]) == ("sms", "+491511234567", "", None)
    assert sms["text"].startswith("87654321 is your Ostiary code.")
    assert (mail["channel"], mail["to"]) == ("email", "ann@example.org")
    assert mail["subject"] == "Verify your email address for Ostiary"
    assert "12345678" in mail["text"]
    assert "12345678" in (mail["html"] or "")
    assert mail["at"].tzinfo is not None


async def test_a_message_sent_twice_is_kept_once(store):
    message = Message(id=uuid4(), channel=Channel.EMAIL, to="ann@example.org", subject="Hello", text="Hi")
    await Mailbox().send(message)
    await Mailbox().send(message)
    assert len(await recent()) == 1


async def test_only_the_newest_are_kept(store):
    start = now() - timedelta(hours=1)
    await MailboxMessage.bulk_create(
        MailboxMessage(
            channel=Channel.SMS, recipient=str(number), subject="", text="", at=start + timedelta(seconds=number)
        )
        for number in range(KEPT + 5)
    )
    await Mailbox().send(Message(id=uuid4(), channel=Channel.SMS, to="newest", text="Hi"))
    kept = [message["to"] for message in await recent()]
    assert len(kept) == KEPT
    assert kept[0] == "newest"
    assert kept[-1] == "6"

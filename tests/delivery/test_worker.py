"""The outbox and its worker over a real database and real SMTP servers: once each, again on failure, never lost."""

import asyncio
import logging
import re
from datetime import timedelta

import pytest

from models.outbox import OutboxMessage, OutboxStatus
from services.database import now, transaction
from services.delivery.message import Message, Transport
from services.delivery.outbox import Outbox, retry, unsent
from services.delivery.worker import FIRST_WAIT, LONGEST_WAIT, MAX_ATTEMPTS, wait_after
from services.vault import Vault
from tests.delivery.post_offices import Letterbox, black_hole, body_of, post_office, running, smtp, until

SECRET = "s3cret-token"
VALUES = {"link": f"https://app.example/verify?token={SECRET}", "code": "12345678", "expires_in": "24 hours"}


async def post(outbox: Outbox, *addresses: str) -> None:
    async with transaction():
        for address in addresses:
            await outbox.post(address, "verify_email", VALUES)
    outbox.wake()


async def in_status(status: OutboxStatus, count: int = 1) -> bool:
    return await OutboxMessage.filter(status=status).count() == count


async def make_due() -> None:
    """The waiting time is over, without the wait."""
    await OutboxMessage.filter(status=OutboxStatus.PENDING).update(due_at=now() - timedelta(seconds=1))


async def has_failed_once() -> bool:
    return await OutboxMessage.filter(attempts__gte=1, claimed_until__isnull=True, last_error__isnull=False).exists()


async def test_a_posted_mail_is_sealed_then_sent_then_wiped(outbox, worker_for):
    letterbox = Letterbox()
    await post(outbox, "ann@example.org")
    row = await OutboxMessage.get()
    assert "ann@" not in row.sealed_payload
    assert SECRET not in row.sealed_payload
    with post_office(letterbox) as port:
        async with running(worker_for(smtp(port))):
            await until(lambda: in_status(OutboxStatus.SENT))
    row = await OutboxMessage.get()
    assert [row.sealed_payload, row.claimed_until, row.last_error] == [None, None, None]
    assert row.attempts == 1
    assert row.sent_at
    (letter,) = letterbox.letters
    assert letter["Message-ID"].startswith(f"<{row.id}@")
    assert SECRET in body_of(letter)


async def test_a_rolled_back_message_is_never_sent(outbox):
    async def post_and_fail() -> None:
        async with transaction():
            await outbox.post("ann@example.org", "verify_email", VALUES)
            raise RuntimeError("changed my mind")

    with pytest.raises(RuntimeError, match="changed my mind"):
        await post_and_fail()
    assert await OutboxMessage.all().count() == 0


@pytest.mark.parametrize("left_out", ["link", "code", "expires_in"])
async def test_a_missing_value_is_refused_when_posted(outbox, left_out):
    with pytest.raises(ValueError, match=left_out):
        await outbox.post("a@example.org", "verify_email", {k: v for k, v in VALUES.items() if k != left_out})
    assert await OutboxMessage.all().count() == 0


async def test_a_greylisted_mail_is_sent_again_unchanged(outbox, worker_for):
    letterbox = Letterbox(replies={"ann@example.org": ["450 4.2.0 come back"]})
    await post(outbox, "ann@example.org")
    before = (await OutboxMessage.get()).sealed_payload
    with post_office(letterbox) as port:
        async with running(worker_for(smtp(port))):
            await until(has_failed_once)
            row = await OutboxMessage.get()
            assert row.sealed_payload == before
            assert row.last_error == "SMTPRecipientRefused 450 4.2.0"
            assert row.due_at > now() + FIRST_WAIT / 4
            await make_due()
            await until(lambda: in_status(OutboxStatus.SENT))
    assert len(letterbox.letters) == 1


async def test_a_refused_address_fails_at_once_tells_no_address_and_can_be_retried(outbox, worker_for, caplog):
    caplog.set_level(logging.DEBUG, "ostiary.delivery")
    letterbox = Letterbox(replies={"bad@example.org": ["550 5.1.1 bad@example.org unknown"]})
    await post(outbox, "bad@example.org", "good@example.org")
    with post_office(letterbox) as port:
        async with running(worker_for(smtp(port))):
            await until(lambda: in_status(OutboxStatus.SENT))
            await until(lambda: in_status(OutboxStatus.FAILED))
            (failed,) = await unsent()
            assert failed.last_error == "SMTPRecipientRefused 550 5.1.1"
            assert not re.search(r"@example|s3cret|12345678", caplog.text + failed.last_error)
            assert letterbox.envelopes[0][1] == ["good@example.org"]
            assert [row.id for row in await retry([failed.id])] == [failed.id]
            outbox.wake()
            await until(lambda: in_status(OutboxStatus.SENT, 2))
    assert await unsent() == []
    assert await retry() == []


async def test_a_black_hole_holds_up_nobody_else(outbox, worker_for):
    """Eight may be under way; a server that hangs takes one place for each of its messages."""

    class ByDomain:
        def __init__(self, routes: dict[str, Transport]) -> None:
            self.routes = routes

        async def send(self, message: Message) -> None:
            await self.routes[message.to.partition("@")[2]].send(message)

    letterbox = Letterbox()
    with black_hole() as silent, post_office(letterbox) as port:
        routes = ByDomain({"hole.example": smtp(silent, timeout=4), "example.org": smtp(port)})
        await post(outbox, *[f"{n}@hole.example" for n in range(3)], *[f"{n}@example.org" for n in range(20)])
        async with running(worker_for(routes)):
            await until(lambda: in_status(OutboxStatus.SENT, 20))
            assert await in_status(OutboxStatus.PENDING, 3)
            await until(lambda: OutboxMessage.filter(last_error__isnull=False).count())
    assert all("Timeout" in row.last_error for row in await unsent() if row.last_error)
    assert len(letterbox.letters) == 20


async def test_two_workers_send_each_mail_once(outbox, worker_for):
    letterbox = Letterbox()
    await post(outbox, *[f"{number}@example.org" for number in range(40)])
    with post_office(letterbox) as port:
        async with running(worker_for(smtp(port)), worker_for(smtp(port))):
            await until(lambda: in_status(OutboxStatus.SENT, 40))
    assert sorted(envelope[1][0] for envelope in letterbox.envelopes) == sorted(f"{n}@example.org" for n in range(40))
    assert await OutboxMessage.filter(attempts=1).count() == 40


async def test_a_message_of_a_killed_worker_is_taken_over_after_its_lease(outbox, worker_for):
    await post(outbox, "ann@example.org")
    with black_hole() as silent:
        killed = asyncio.create_task(worker_for(smtp(silent, timeout=60)).run())
        await until(lambda: OutboxMessage.filter(claimed_until__isnull=False).exists())
        sending = [task for task in asyncio.all_tasks() if "_deliver" in repr(task)]
        for task in (killed, *sending):
            task.cancel()
        await asyncio.wait([killed, *sending])
    claimed = await OutboxMessage.get()
    letterbox = Letterbox()
    with post_office(letterbox) as port:
        async with running(worker_for(smtp(port))):
            await post(outbox, "bob@example.org")
            await until(lambda: in_status(OutboxStatus.SENT))
            assert [envelope[1] for envelope in letterbox.envelopes] == [["bob@example.org"]]
            await OutboxMessage.filter(id=claimed.id).update(claimed_until=now() - timedelta(seconds=1))
            await until(lambda: in_status(OutboxStatus.SENT, 2))
    assert letterbox.letters[1]["Message-ID"].startswith(f"<{claimed.id}@")


async def test_stopping_finishes_what_is_being_sent(outbox, worker_for):
    sending = asyncio.Event()
    loop = asyncio.get_running_loop()
    letterbox = Letterbox(pause=0.5, arrived=lambda: loop.call_soon_threadsafe(sending.set))
    await post(outbox, "ann@example.org")
    with post_office(letterbox) as port:
        async with running(worker_for(smtp(port))):
            await sending.wait()
    assert len(letterbox.letters) == 1
    assert await in_status(OutboxStatus.SENT)


async def test_an_expired_mail_is_given_up_and_wiped(outbox, worker_for):
    letterbox = Letterbox()
    await outbox.post("ann@example.org", "verify_email", VALUES, expires_at=now() - timedelta(seconds=1))
    with post_office(letterbox) as port:
        async with running(worker_for(smtp(port))):
            await until(lambda: in_status(OutboxStatus.FAILED))
    row = await OutboxMessage.get()
    assert row.last_error == "expired"
    assert not row.sealed_payload
    assert letterbox.letters == []
    assert await retry() == []


async def test_the_last_attempt_gives_up_and_keeps_the_payload(outbox, worker_for):
    await post(outbox, "ann@example.org")
    await OutboxMessage.all().update(attempts=MAX_ATTEMPTS - 1)
    async with running(worker_for(smtp(1))):
        await until(lambda: in_status(OutboxStatus.FAILED))
    (row,) = await unsent()
    assert row.sealed_payload
    await retry()
    assert await in_status(OutboxStatus.PENDING)
    assert (await OutboxMessage.get()).attempts == 0


async def test_a_payload_under_a_lost_key_is_given_up_and_kept(outbox, worker_for):
    await post(Outbox(Vault("another secret of more than thirty-two bytes")), "ann@example.org")
    async with running(worker_for(smtp(1))):
        await until(lambda: in_status(OutboxStatus.FAILED))
    (row,) = await unsent()
    assert row.last_error == "sealed with another SECRET_KEY"
    assert row.sealed_payload


def test_the_waits_double_up_to_an_hour_and_last_about_a_day():
    waits = [wait_after(attempts) for attempts in range(1, MAX_ATTEMPTS)]
    assert FIRST_WAIT * 0.75 <= waits[0] <= FIRST_WAIT * 1.25
    assert max(waits) <= LONGEST_WAIT * 1.25
    assert timedelta(hours=18) < sum(waits, timedelta()) < timedelta(hours=30)
    assert len({wait_after(5) for _ in range(20)}) > 1

"""Vonage answers 200 to everything: each part of a message has a status of its own."""

import json
from uuid import uuid4

import pytest

from models.outbox import Channel
from services.delivery.message import Message, NotDelivered, Undeliverable
from tests.delivery.sms_providers import serving, vonage


def an_sms(text: str = "12345678 is your code.") -> Message:
    return Message(id=uuid4(), channel=Channel.SMS, to="+491511234567", text=text)


def answering(*statuses: object) -> bytes:
    return json.dumps({"messages": [{"status": status} for status in statuses]}).encode()


@pytest.mark.parametrize("status", ["1", "4", "5", "9", "10"])
async def test_a_status_that_passes(status: str):
    provider = vonage()
    provider.fault = (200, answering(status))
    with serving(provider) as transport, pytest.raises(NotDelivered, match=rf"^Vonage: status {status}$") as caught:
        await transport.send(an_sms())
    assert type(caught.value) is NotDelivered


@pytest.mark.parametrize("statuses", [["2"], ["3"], ["6"], ["7"], ["15"], ["29"], ["0", "7"]])
async def test_a_status_that_is_final(statuses: list[str]):
    provider = vonage()
    provider.fault = (200, answering(*statuses))
    with serving(provider) as transport, pytest.raises(Undeliverable):
        await transport.send(an_sms())


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"null",
        b"{}",
        b'{"messages": 5}',
        b'{"messages": [5]}',
        answering("secret words"),
        answering(None),
    ],
)
async def test_an_answer_that_says_nothing(body: bytes):
    provider = vonage()
    provider.fault = (200, body)
    with serving(provider) as transport, pytest.raises(NotDelivered, match=r"^Vonage: unreadable answer$") as caught:
        await transport.send(an_sms())
    assert type(caught.value) is NotDelivered


@pytest.mark.parametrize(("text", "type_"), [("plain words", "text"), ("für dich", "unicode")])
async def test_letters_beyond_ascii_are_announced(text: str, type_: str):
    provider = vonage()
    with serving(provider) as transport:
        await transport.send(an_sms(text))
    (request,) = provider.accepted
    assert request.form["type"] == type_
    assert request.form["to"] == "491511234567"

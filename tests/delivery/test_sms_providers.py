"""One conformance test for every SMS provider: what is final, what is tried again, and that nothing private is told."""

import threading
from collections.abc import Callable
from uuid import uuid4

import pytest

from models.outbox import Channel
from services.delivery.message import Message, NotDelivered, Undeliverable
from tests.delivery.sms_providers import BARRED, SECRET, Provider, messagebird, serving, twilio, vonage

TO, TEXT = "+491511234567", "12345678 is your Doorway code."

pytestmark = pytest.mark.parametrize("make", [twilio, messagebird, vonage])


def an_sms(to: str = TO, text: str = TEXT) -> Message:
    return Message(id=uuid4(), channel=Channel.SMS, to=to, text=text)


async def refusal_of(provider: Provider, *, secret: str = SECRET, to: str = TO, timeout: float = 5) -> NotDelivered:
    """What the transport raised; it tells the provider's name, and nothing of the message or the account."""
    with serving(provider, secret=secret, timeout=timeout) as transport, pytest.raises(NotDelivered) as caught:
        await transport.send(an_sms(to))
    told = str(caught.value)
    assert told.startswith(f"{provider.name}: ")
    assert not any(private in told for private in (to, to[1:], "12345678", secret, "barred", "valid"))
    assert caught.value.__cause__ is None
    return caught.value


async def test_a_message_is_accepted_once(make: Callable[[], Provider]):
    provider = make()
    with serving(provider) as transport:
        await transport.send(an_sms())
    assert len(provider.accepted) == provider.requests == 1


async def test_a_number_that_is_refused_is_given_up(make: Callable[[], Provider]):
    provider = make()
    refusal = await refusal_of(provider, to=BARRED)
    assert isinstance(refusal, Undeliverable)
    assert any(number in str(refusal) for number in ("21211", "error 9", "status 7"))


async def test_wrong_credentials_are_to_be_mended(make: Callable[[], Provider]):
    assert type(await refusal_of(make(), secret="an-old-secret")) is NotDelivered


@pytest.mark.parametrize("status", [301, 302, 408, 429, 500, 502, 503])
async def test_a_provider_in_trouble_is_tried_again(make: Callable[[], Provider], status: int):
    provider = make()
    provider.fault = (status, b"<html>try later</html>")
    refusal = await refusal_of(provider)
    assert type(refusal) is NotDelivered
    assert str(refusal) == f"{provider.name}: HTTP {status}"
    assert provider.requests == 1


@pytest.mark.parametrize("status", [400, 404, 413, 422])
async def test_a_request_that_is_refused_is_given_up(make: Callable[[], Provider], status: int):
    provider = make()
    provider.fault = (status, b'{"code": "<script>", "errors": "none", "messages": []}')
    assert isinstance(await refusal_of(provider), Undeliverable)


@pytest.mark.parametrize("body", [b"", b"null", b"[]", b'{"errors": []}', b'{"code": null}', b"\xff\xfe", b"[" * 5000])
async def test_nonsense_in_an_error_is_not_repeated(make: Callable[[], Provider], body: bytes):
    provider = make()
    provider.fault = (500, body)
    assert str(await refusal_of(provider)) == f"{provider.name}: HTTP 500"


async def test_a_provider_that_hangs_is_left(make: Callable[[], Provider]):
    provider = make()
    provider.hangs = threading.Event()
    refusal = await refusal_of(provider, timeout=0.3)
    assert type(refusal) is NotDelivered
    assert provider.requests == 1


async def test_nobody_there(make: Callable[[], Provider]):
    provider = make()
    with serving(provider) as transport:
        pass
    with pytest.raises(NotDelivered) as caught:
        await transport.send(an_sms())
    assert type(caught.value) is NotDelivered


async def test_the_sender_and_every_letter_arrive(make: Callable[[], Provider]):
    provider, text = make(), "12345678 für Ärzte 🦉 & +1"
    with serving(provider) as transport:
        await transport.send(an_sms(text=text))
    (request,) = provider.accepted
    sent = request.json if provider.name == "MessageBird" else request.form
    assert text in sent.values()
    assert "Doorway" in sent.values()

"""The SMTP transport against real servers: TLS, passwords, refusals, addresses and headers."""

from email.utils import parseaddr
from uuid import uuid4

import pytest

from models.outbox import Channel
from services.delivery.email import SmtpSettings, SmtpTransport, wire_address
from services.delivery.message import Message, NotDelivered, Undeliverable
from tests.delivery.post_offices import (
    MAIL_FROM,
    PASSWORD,
    USERNAME,
    Certificates,
    Letterbox,
    black_hole,
    body_of,
    check_password,
    post_office,
    smtp,
)


def a_mail(to: str = "ann@example.org", **parts: str) -> Message:
    return Message(
        id=uuid4(), channel=Channel.EMAIL, to=to, **{"subject": "Hello", "text": "Hi\n", "html": "<p>Hi</p>", **parts}
    )


async def assert_nothing_arrives(letterbox: Letterbox, transport: SmtpTransport, refusal: type[Exception]) -> str:
    with pytest.raises(NotDelivered) as caught:
        await transport.send(a_mail())
    assert type(caught.value) is refusal
    assert letterbox.letters == []
    return str(caught.value)


async def test_a_mail_has_every_header_and_both_bodies():
    letterbox, mail = Letterbox(), a_mail(subject="Grüße von uns", text="Text ü\n", html="<p>Html ü</p>")
    with post_office(letterbox) as port:
        await smtp(port).send(mail)
    (letter,) = letterbox.letters
    assert letterbox.envelopes == [(parseaddr(MAIL_FROM)[1], ["ann@example.org"])]
    assert letter["From"] == MAIL_FROM
    assert letter["To"] == "ann@example.org"
    assert letter["Subject"] == "Grüße von uns"
    assert letter["Message-ID"] == f"<{mail.id}@ostiary.example>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Date"].datetime.tzinfo is not None
    assert body_of(letter).strip() == "Text ü"
    assert "Html ü" in body_of(letter, "html")


async def test_starttls_encrypts_and_signs_in(certificates: Certificates):
    letterbox = Letterbox()
    with post_office(
        letterbox,
        tls_context=certificates.right,
        require_starttls=True,
        auth_required=True,
        authenticator=check_password,
    ) as port:
        await smtp(port, security="starttls", cafile=certificates.authority, username=USERNAME, password=PASSWORD).send(
            a_mail()
        )
    assert letterbox.encrypted == [True]


async def test_implicit_tls(certificates: Certificates):
    letterbox = Letterbox()
    with post_office(letterbox, ssl_context=certificates.right) as port:
        await smtp(port, security="tls", cafile=certificates.authority).send(a_mail())
    assert letterbox.encrypted == [True]


async def test_a_wrong_password_is_tried_again_and_not_told(certificates: Certificates):
    letterbox = Letterbox()
    with post_office(
        letterbox, tls_context=certificates.right, auth_required=True, authenticator=check_password
    ) as port:
        transport = smtp(
            port, security="starttls", cafile=certificates.authority, username=USERNAME, password="wrong secret"
        )
        reason = await assert_nothing_arrives(letterbox, transport, NotDelivered)
    assert "535" in reason
    assert "wrong secret" not in reason
    assert USERNAME not in reason


async def test_without_an_offer_of_starttls_nothing_goes_out_in_clear():
    letterbox = Letterbox()
    with post_office(letterbox, auth_require_tls=False, authenticator=check_password) as port:
        transport = smtp(port, security="starttls", username=USERNAME, password=PASSWORD)
        await assert_nothing_arrives(letterbox, transport, NotDelivered)


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.parametrize("fault", ["unknown authority", "another name"])
async def test_a_wrong_certificate_is_refused(certificates: Certificates, security: str, fault: str):
    letterbox = Letterbox()
    context = certificates.wrong_name if fault == "another name" else certificates.right
    offered = {"tls_context": context} if security == "starttls" else {"ssl_context": context}
    cafile = certificates.authority if fault == "another name" else None
    with post_office(letterbox, **offered) as port:
        await assert_nothing_arrives(letterbox, smtp(port, security=security, cafile=cafile), NotDelivered)


@pytest.mark.parametrize(
    ("reply", "refusal"),
    [
        ("550 5.1.1 <ann@example.org> is unknown here", Undeliverable),
        ("450 4.2.0 ann@example.org: greylisted, come back", NotDelivered),
    ],
)
async def test_a_refused_recipient(reply: str, refusal: type[Exception]):
    letterbox = Letterbox(replies={"ann@example.org": [reply]})
    with post_office(letterbox) as port:
        reason = await assert_nothing_arrives(letterbox, smtp(port), refusal)
    assert reply[:9] in reason
    assert "ann" not in reason


@pytest.mark.parametrize(("reply", "refusal"), [("554 5.7.1 spam", Undeliverable), ("451 4.3.0 full", NotDelivered)])
async def test_a_refused_message(reply: str, refusal: type[Exception]):
    letterbox = Letterbox(data_reply=reply)
    with post_office(letterbox) as port:
        await assert_nothing_arrives(letterbox, smtp(port), refusal)


async def test_a_server_that_is_down_and_one_that_is_silent():
    with black_hole() as port:
        await assert_nothing_arrives(Letterbox(), smtp(port, timeout=0.5), NotDelivered)
    await assert_nothing_arrives(Letterbox(), smtp(port, timeout=0.5), NotDelivered)


@pytest.mark.parametrize(
    "address",
    [
        "ann@example.org, bob@example.org",
        "ann@example.org\r\nBcc: bob@example.org",
        "ann@example.org> RCPT TO:<bob@example.org",
        "ann@example.org\x00",
        '"ann@example.org,bob"@example.org',
        "ann",
        "ann@\u2028example.org",
        "",
    ],
)
async def test_what_is_not_one_plain_address_goes_nowhere(address: str):
    letterbox = Letterbox()
    with post_office(letterbox) as port, pytest.raises(Undeliverable):
        await smtp(port).send(a_mail(address))
    assert letterbox.envelopes == []


def test_a_domain_beyond_ascii_is_written_by_idna_2008():
    assert wire_address("ann@straße.example") == "ann@xn--strae-oqa.example"
    assert wire_address("ann@Bücher.example") == "ann@xn--bcher-kva.example"
    with pytest.raises(ValueError):
        wire_address("ann@\u2603\u200b.example")


async def test_a_local_part_beyond_ascii_needs_smtputf8():
    letterbox, mail = Letterbox(), a_mail("jürgen@bücher.example")
    with post_office(letterbox, enable_SMTPUTF8=False) as port, pytest.raises(Undeliverable, match="SMTPUTF8"):
        await smtp(port).send(mail)
    assert letterbox.letters == []
    with post_office(letterbox, enable_SMTPUTF8=True) as port:
        await smtp(port).send(mail)
    assert letterbox.envelopes[0][1] == ["jürgen@xn--bcher-kva.example"]
    assert letterbox.letters[0]["To"].addresses[0].domain == "xn--bcher-kva.example"


def test_the_password_is_not_in_the_repr():
    assert "hunter2" not in repr(SmtpSettings("localhost", 25, "postmaster", "hunter2"))


def test_a_sender_that_is_no_address_stops_the_start():
    with pytest.raises(ValueError):
        SmtpTransport(SmtpSettings("localhost", 25), "Ostiary")

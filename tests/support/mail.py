"""Reads the development mailbox as a person would: wait for the mail, open its link, copy its code."""

import re
import time
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from tests.support.api import Api

WAITING_SECONDS = 20
CODE = re.compile(r"(?<!\d)\d{8}(?!\d)")


@dataclass(frozen=True)
class Mail:
    channel: str
    to: str
    subject: str
    text: str
    html: str
    at: str


def mails_to(api: Api, address: str) -> list[Mail]:
    """Every message to the address or number, as the mailbox lists them: newest first."""
    response = api.http.get("/dev/mailbox", params={"to": address}, headers={"Accept": "application/json"})
    response.raise_for_status()
    return [Mail(**message) for message in response.json() if message["to"] == address]


def wait_for_mail(api: Api, address: str, *, subject: str = "", count: int = 1) -> Mail:
    """The newest message whose subject holds these words, once `count` such have come."""
    deadline = time.monotonic() + WAITING_SECONDS
    while True:
        found = [mail for mail in mails_to(api, address) if subject.lower() in mail.subject.lower()]
        if len(found) >= count:
            return max(found, key=lambda mail: mail.at)
        assert time.monotonic() < deadline, f"No mail to {address} about {subject!r}: {mails_to(api, address)}"
        time.sleep(0.01)


def link_in(mail: Mail) -> str:
    return _found(r"https?://[^\s<>\"]+", mail)


def code_in(mail: Mail) -> str:
    return _found(CODE, mail)


def token_in(mail: Mail) -> str:
    """The `token` of the mail's link."""
    link = link_in(mail)
    (token,) = parse_qs(urlsplit(link).query)["token"]
    return token


def _found(pattern: str | re.Pattern[str], mail: Mail) -> str:
    match = re.search(pattern, mail.text)
    assert match, f"Nothing like {pattern!r} in:\n{mail.text}"
    return match.group()

"""Every template with its documented values, without one of them, with hostile ones, and replaced by an operator."""

import re
from datetime import UTC, datetime, timedelta, timezone
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from models.outbox import Channel
from services.delivery import rendering
from services.delivery.message import NotDelivered
from services.delivery.rendering import VALUES, Renderer
from services.delivery.wording import in_words, moment

EXAMPLES: dict[str, Any] = {
    "name": "Ann Lee",
    "link": "https://app.example/auth/verify?token=abc_-9&next=1",
    "reset_link": "https://app.example/auth/reset",
    "code": "12345678",
    "expires_in": "24 hours",
    "at": "21 November 2026, 14:03 UTC",
    "device": "Firefox on Linux",
    "ip_address": "203.0.113.7",
    "factor": "an authenticator app",
    "left": "7",
    "org_name": "Acme & Sons",
    "inviter_name": "Bob",
    "passkey": "Blue key",
    "role": "admin",
}
SMS = {"phone_code"}
MAILS = sorted(VALUES.keys() - SMS)


def render(template: str, **changed: str | None) -> dict[str, str]:
    values = {key: EXAMPLES[key] for key in VALUES[template]} | changed
    return Renderer("Doorway", brand_color="#0a7f5a").render(_channel(template), template, values)


def _channel(template: str) -> Channel:
    return Channel.SMS if template in SMS else Channel.EMAIL


class Words(HTMLParser):
    """The text nodes and the targets of links in a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.links: list[str] = []
        self.feed(page)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value or "" for key, value in attrs if key == "href"]


def test_every_folder_is_documented():
    folder = Path(rendering.__file__).parent / "templates"
    assert {path.name for path in folder.iterdir() if path.is_dir()} == set(VALUES)


@pytest.mark.parametrize("template", MAILS)
def test_a_mail_renders_and_shows_every_value(template: str):
    mail = render(template)
    page = Words(mail["html"])
    assert "\n" not in mail["subject"]
    assert "Doorway" in mail["text"]
    assert "#0a7f5a" in mail["html"]
    for name in VALUES[template]:
        value = str(EXAMPLES[name])
        assert value in mail["text"]
        assert value in (page.links if "link" in name else "\n".join(page.texts))


@pytest.mark.parametrize("template", sorted(template for template in VALUES if "code" in VALUES[template]))
def test_a_code_stands_in_one_piece(template: str):
    message = render(template)
    assert re.findall(r"\b\d{8}\b", message["text"]) == ["12345678"]
    if template not in SMS:
        assert any(re.search(r"\b12345678\b", text) for text in Words(message["html"]).texts)


@pytest.mark.parametrize(("template", "missing"), sorted((t, name) for t, names in VALUES.items() for name in names))
def test_a_missing_value_is_an_error(template: str, missing: str):
    values = {key: EXAMPLES[key] for key in VALUES[template] - {missing}}
    if missing == "link" and template in {"password_changed", "new_device", "account_locked", "invite_joined"}:
        return
    with pytest.raises(NotDelivered, match=missing):
        Renderer("Doorway").render(_channel(template), template, values)


@pytest.mark.parametrize("template", ["password_changed", "new_device", "account_locked", "invite_joined"])
def test_a_link_is_shown_where_one_is_given(template: str):
    assert EXAMPLES["link"] not in render(template)["text"]
    linked = render(template, link=EXAMPLES["link"])
    assert EXAMPLES["link"] in linked["text"]
    assert EXAMPLES["link"] in Words(linked["html"]).links


def test_somebody_without_a_name_is_greeted():
    mail = render("reset_password", name=None)
    assert mail["text"].startswith("Hello,\n")
    assert "None" not in mail["text"] + mail["html"]


@pytest.mark.parametrize("template", [template for template in MAILS if {"name", "org_name"} & VALUES[template]])
def test_names_are_data(template: str):
    hostile = "<script>alert(1)</script>\r\nBcc: eve@evil.example\x00 {{ 7*7 }} https://evil.example/" + "x" * 500
    mail = render(
        template, **{name: hostile for name in ("name", "org_name", "inviter_name") if name in VALUES[template]}
    )
    assert "<script" not in mail["html"]
    for part in mail.values():
        assert "evil.example" not in part
        assert "\r" not in part
        assert "\x00" not in part
        assert "x" * 61 not in part
        assert "49" not in re.findall(r"\{\{.*?\}\}|\b49\b", part)
    assert len(mail["subject"]) <= 150
    assert "\nBcc:" not in mail["text"]


def test_an_operator_overrides_by_name(tmp_path: Path):
    (tmp_path / "verify_email").mkdir()
    (tmp_path / "verify_email" / "subject.txt").write_text("Welcome to {{ brand }}!\n")
    values = {key: EXAMPLES[key] for key in VALUES["verify_email"]}
    mail = Renderer("Doorway", template_dir=tmp_path).render(Channel.EMAIL, "verify_email", values)
    assert mail["subject"] == "Welcome to Doorway!"
    assert "12345678" in mail["text"]


@pytest.mark.parametrize("fault", ["{{ nobody }}", "{% if %}", "{{ ''.__class__.__mro__ }}"])
def test_a_broken_override_is_named(tmp_path: Path, fault: str):
    (tmp_path / "phone_code").mkdir()
    (tmp_path / "phone_code" / "body.txt").write_text(fault)
    with pytest.raises(NotDelivered, match=r"phone_code/body\.txt"):
        Renderer("Doorway", template_dir=tmp_path).render(Channel.SMS, "phone_code", EXAMPLES)


@pytest.mark.parametrize(
    ("duration", "words"),
    [
        (timedelta(seconds=20), "1 minute"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(minutes=10), "10 minutes"),
        (timedelta(minutes=90), "90 minutes"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(days=1), "24 hours"),
        (timedelta(days=7), "7 days"),
    ],
)
def test_durations_in_words(duration: timedelta, words: str):
    assert in_words(duration, "en") == words


def test_moments_are_told_in_utc():
    assert moment(datetime(2026, 11, 1, 9, 5, tzinfo=UTC), "en") == "1 November 2026, 09:05 UTC"
    assert (
        moment(datetime(2026, 1, 1, 0, 5, tzinfo=timezone(timedelta(hours=2))), "en") == "31 December 2025, 22:05 UTC"
    )

"""Templates become text and HTML here. What people typed is data: one line, bounded, escaped, never a link."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, select_autoescape
from jinja2.sandbox import SandboxedEnvironment

from models.outbox import Channel
from services.delivery.message import NotDelivered
from services.texts import DEFAULT, install

Values = Mapping[str, str | int | None]

# What each template must be given, and the only templates there are. A None name is greeted without one. The security
# mails also take `link`, the way to a new password, and invite_joined the way in. Mails to an address that nobody has
# proved yet hold no name: a stranger could write one into them.
VALUES: Mapping[str, frozenset[str]] = {
    "verify_email": frozenset({"link", "code", "expires_in"}),
    "sign_up_attempt": frozenset({"name", "link", "reset_link"}),
    "magic_link": frozenset({"link", "code", "expires_in"}),
    "reset_password": frozenset({"name", "link", "code", "expires_in"}),
    "password_changed": frozenset({"name", "at", "device", "ip_address"}),
    "email_change_verify": frozenset({"link", "code", "expires_in"}),
    "email_changed": frozenset({"name", "at", "link", "expires_in"}),
    "account_locked": frozenset({"name", "at", "ip_address", "expires_in"}),
    "new_device": frozenset({"name", "at", "device", "ip_address"}),
    "passkey_added": frozenset({"name", "passkey", "at", "device", "ip_address"}),
    "passkey_removed": frozenset({"name", "passkey", "at", "device", "ip_address"}),
    "factor_added": frozenset({"name", "factor", "at", "device", "ip_address"}),
    "factor_removed": frozenset({"name", "factor", "at", "device", "ip_address"}),
    "recovery_code_used": frozenset({"name", "left", "at", "device", "ip_address"}),
    "invite": frozenset({"org_name", "inviter_name", "role", "link", "expires_in"}),
    "invite_joined": frozenset({"name", "org_name", "inviter_name", "role"}),
    "phone_code": frozenset({"code", "expires_in"}),
}

BUILT_IN = Path(__file__).parent / "templates"
_LONGEST_NAME = 60
_LONGEST_SUBJECT = 150


@cache
def channel_of(template: str) -> Channel:
    """A mail has a subject."""
    return Channel.EMAIL if (BUILT_IN / template / "subject.txt").is_file() else Channel.SMS


def one_line(text: str) -> str:
    """Line breaks, tabs and other control characters become single blanks."""
    return " ".join("".join(" " if ord(letter) < 32 or ord(letter) == 127 else letter for letter in text).split())


def as_name(text: str) -> str:
    """A name that somebody chose, cut short; zero-width spaces keep mail programs from making it a link."""
    short = text if len(text) <= _LONGEST_NAME else text[: _LONGEST_NAME - 1].rstrip() + "…"
    return re.sub(r"(?<=[\w:/])([.:/@])(?=[\w/])", "\\1\u200b", short)


class Renderer:
    """Files in `template_dir`, such as `invite/body.html`, take the place of the built-in ones of the same name; those
    in `template_dir/de`, only where somebody reads German.
    """

    def __init__(self, brand: str, *, brand_color: str = "#3d4ed8", template_dir: Path | None = None) -> None:
        self._globals = {"brand": brand, "brand_color": brand_color}
        self._template_dir = template_dir
        self._templates = cache(self._environment)

    def _environment(self, language: str) -> SandboxedEnvironment:
        folder = self._template_dir
        folders = [BUILT_IN] if folder is None else [folder / language, folder, BUILT_IN]
        templates = SandboxedEnvironment(
            loader=FileSystemLoader(folders),
            autoescape=select_autoescape(enabled_extensions=("html",), default=False),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        install(templates, language)
        templates.filters["as_name"] = as_name
        templates.globals.update(self._globals)
        return templates

    def render(self, channel: Channel, template: str, values: Values, language: str = DEFAULT) -> dict[str, str]:
        """The `text` of a message and, of a mail, its `subject` and `html`."""
        plain = {key: one_line(value) if isinstance(value, str) else value for key, value in values.items()}
        text = self._file(f"{template}/body.txt", plain, language).strip() + "\n"
        if channel is Channel.SMS:
            return {"text": text.strip()}
        subject = one_line(self._file(f"{template}/subject.txt", plain, language))[:_LONGEST_SUBJECT]
        return {"text": text, "subject": subject, "html": self._file(f"{template}/body.html", plain, language)}

    def _file(self, name: str, values: Values, language: str) -> str:
        try:
            return self._templates(language).get_template(name).render(values)
        except TemplateError as problem:
            raise NotDelivered(f"template {name} ({language}): {type(problem).__name__}: {problem.message}") from None
        except Exception as problem:  # An operator's template may fail in any way. Its text may hold a value.
            raise NotDelivered(f"template {name} ({language}): {type(problem).__name__}") from None

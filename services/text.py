"""What a person may type into a field: bounded length, no NUL, no half characters, no control characters."""

import unicodedata
from datetime import datetime
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email

from services.errors import FieldFault, InvalidInput

EMAIL_LENGTH = 254


def is_storable(text: str) -> bool:
    """No NUL and no lone surrogate: neither a database nor UTF-8 can hold them."""
    return "\x00" not in text and (text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text))


def clean_line(text: str, path: str, *, longest: int) -> str:
    """One line without blanks around it, in NFC; InvalidInput for `path` otherwise. Empty input stays empty."""
    too_long = InvalidInput(FieldFault(path, "must be at most %(longest)s characters", {"longest": longest}))
    # Normalising takes the square of the length. One character of NFC may come as four code points.
    if len(text) > longest * 4:
        raise too_long
    if not is_storable(text) or any(unicodedata.category(character) == "Cc" for character in text):
        raise InvalidInput(FieldFault(path, "must not contain control characters"))
    line = unicodedata.normalize("NFC", text).strip()
    if len(line) > longest:
        raise too_long
    return line


def clean_text(text: str, path: str, *, longest: int) -> str:
    """Like a line, but line breaks and tabs may stand in it."""
    clean_line(text.replace("\r", " ").replace("\n", " ").replace("\t", " "), path, longest=longest)
    return unicodedata.normalize("NFC", text).strip()


def clean_url(text: str, path: str) -> str:
    """An absolute http or https address of at most 2,000 characters."""
    url = clean_line(text, path, longest=2000)
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = None
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname or any(map(str.isspace, url)):
        raise InvalidInput(FieldFault(path, "must be an http or https address"))
    return url


def canonical_email(text: str) -> str | None:
    """The one form in which an address is stored, compared and mailed: NFKC, lower case, the domain in ASCII.

    None where it is not an address. Deliverability is not asked: the mail proves it.
    """
    if len(text) > EMAIL_LENGTH * 2 or not is_storable(text):
        return None
    try:
        address = validate_email(
            unicodedata.normalize("NFKC", text.strip()).lower(), check_deliverability=False, test_environment=True
        )
    except (EmailNotValidError, UnicodeError):
        return None
    canonical = f"{address.local_part}@{address.ascii_domain}".lower()
    return canonical if len(canonical) <= EMAIL_LENGTH else None


def required_email(text: str, path: str = "email") -> str:
    email = canonical_email(text)
    if email is None:
        raise InvalidInput(FieldFault(path, "must be an email address"))
    return email


def require_zone(moment: datetime, path: str) -> None:
    """InvalidInput for a moment that is another one elsewhere (RFC 3339 asks for an offset)."""
    if moment.tzinfo is None:
        raise InvalidInput(FieldFault(path, "must have an offset, such as Z"))

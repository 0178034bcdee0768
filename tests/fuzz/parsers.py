"""What reads a stranger's text, each as a function of one text that raises only where a promise is broken.

The same functions are driven by atheris (`make fuzz`) and by hypothesis (`test_parsers.py`).
"""

import re
from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple
from uuid import UUID

from models import User
from services.errors import BadUserInput, InvalidInput, RedirectNotAllowed
from services.foreign_hashes import UnfitHash
from services.foreign_hashes import canonical as canonical_hash
from services.paging import cursor_of, window
from services.phones import canonical_phone, country_of, national_part
from services.redirects import require_allowed
from services.slugs import LONGEST, SHORTEST, canonical_slug, clean_slug, slugs_for
from services.text import canonical_email, clean_line, clean_text, clean_url
from services.texts import LANGUAGES, best_language
from tests.fuzz.documents import document_limits, documents
from tests.fuzz.tokens import Tokens

ALLOWED = ("https://app.example.com", "http://localhost:3000", "myapp://callback")


class Parser(NamedTuple):
    """One of them, with texts from which variations are worth more than from nothing."""

    read: Callable[[str], None]
    seeds: tuple[str, ...]


def cursors(text: str) -> None:
    with suppress(BadUserInput):
        after = window(User, None, text).after
        assert isinstance(after, UUID)
        # More than one text may name a row; what is made of it is always the same.
        assert window(User, None, cursor_of(User(id=after))).after == after


def addresses(text: str) -> None:
    address = canonical_email(text)
    if address is not None:
        assert canonical_email(address) == address
        assert re.fullmatch(r"[^\s@,;<>()\"\x00-\x1f]+@[a-z0-9.-]+", address), address


def phone_numbers(text: str) -> None:
    phone = canonical_phone(text)
    if phone is not None:
        assert re.fullmatch(r"\+[1-9][0-9]{3,17}", phone), phone
        assert canonical_phone(phone) == phone
        assert national_part(phone)
        assert country_of(phone)


def slugs(text: str) -> None:
    with suppress(InvalidInput):
        slug = clean_slug(text)
        assert re.fullmatch(r"[a-z0-9-]+", slug)
        assert SHORTEST <= len(slug) <= LONGEST
        assert clean_slug(slug) == slug
    for made in slugs_for(text):
        assert canonical_slug(made) == made


def redirect_targets(text: str) -> None:
    """What is let through begins with an allowed origin, which nothing prolongs."""
    with suppress(RedirectNotAllowed):
        require_allowed(text, ALLOWED)
        assert any(re.match(rf"{re.escape(origin)}(:(443)?)?([/?#]|$)", text.lower()) for origin in ALLOWED), text


def lines(text: str) -> None:
    for clean in (clean_line, clean_text):
        with suppress(InvalidInput):
            cleaned = clean(text, "name", longest=100)
            assert len(cleaned) <= 100
            assert clean(cleaned, "name", longest=100) == cleaned
    with suppress(InvalidInput):
        assert clean_url(text, "url").lower().startswith(("http://", "https://"))


def languages(text: str) -> None:
    assert best_language(text) in LANGUAGES


def foreign_hashes(text: str) -> None:
    with suppress(UnfitHash):
        stored = canonical_hash(text)
        assert len(stored) <= 255


def parsers(tokens: Tokens) -> dict[str, Parser]:
    """All of them, by the names that `make fuzz` takes."""
    seeds = tokens.seeds
    return {
        "documents": Parser(
            documents,
            (
                "query A($a: ID! = 3) { me { ...F @skip(if: true) } } fragment F on User { id: email }",
                'mutation { signIn(input: { email: "a", password: """b""" }) { ... on SignedIn { user { id } } } }',
                "{ ...A } fragment A on Query { ...B b: me { id } } fragment B on Query { ...A __schema { x } }",
            ),
        ),
        "document_limits": Parser(document_limits, ("abcdefgh" * 8, "\x05\x02\x02\r\n\n" * 12, "1111100000", "66666")),
        "cursors": Parser(cursors, (cursor_of(User(id=UUID(int=7))), "", "MSB1c2VycyB4")),
        "addresses": Parser(addresses, (" Ada@Bücher.example", "ａｄａ@example.com", '"a b"@example.com', "a@[::1]")),
        "phone_numbers": Parser(
            phone_numbers, ("+1 (555) 555-0123", "+49 171/1234567", "＋４４ 20 7946 0958", "+49 00 171 1234567")
        ),
        "slugs": Parser(slugs, ("acme-corp", " ACME ", "Łódź & Söhne", "sign-in", "a--b")),
        "redirect_targets": Parser(
            redirect_targets,
            (
                *ALLOWED,
                "https://app.example.com:443/a?b#c",
                "https://app.example.com@evil.example/",
                "HTTPS://APP.example.com.evil.example",
                "http://[::1]:3000",
            ),
        ),
        "lines": Parser(lines, ("Ada\tLovelace", "e\u0301" * 101, "https://a.example/b?c", "http://[")),
        "languages": Parser(languages, ("de-CH, fr;q=0.8, *;q=0.1", "en;q=0", "zh-Hant-TW")),
        "foreign_hashes": Parser(
            foreign_hashes,
            (
                "$2b$04$" + "a" * 53,
                "pbkdf2_sha256$600000$c2FsdA$" + "YWJj" * 11,
                "$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHQ$" + "YWJj" * 11,
                "$scrypt$ln=14,r=8,p=1$c2FsdA$" + "YWJj" * 11,
            ),
        ),
        "access_tokens": Parser(tokens.access, (seeds["access"], seeds["access"].replace("ES256", "none"), "e30.e30.")),
        "refresh_tokens": Parser(tokens.refresh, (seeds["refresh"], seeds["refresh"].lower(), "rt_" + "A" * 76)),
        "links": Parser(tokens.links, (seeds["link"], f"at_{seeds['link']}")),
        "codes": Parser(tokens.codes, ("ada@example.com 00000000", "ada@example.com  1234 ", "b ٠١٢٣٤٥٦٧")),
    }

"""services.text: one form for an address, and what may stand in a line."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from services.errors import InvalidInput
from services.text import canonical_email, clean_line, clean_text, clean_url, is_storable, required_email

ANY_TEXT = some.text(some.characters(exclude_categories=()), max_size=40)


@given(ANY_TEXT)
def test_a_canonical_address_is_its_own_form(text):
    once = canonical_email(f"{text}@example.com")
    assert once is None or canonical_email(once) == once


@given(ANY_TEXT)
def test_no_address_holds_two(text):
    address = canonical_email(text)
    assert address is None or (address.count("@") == 1 and not any(map(str.isspace, address)) and "," not in address)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (" Ada@Example.COM ", "ada@example.com"),
        ("ａｄａ@ｅｘａｍｐｌｅ．ｃｏｍ", "ada@example.com"),
        ("\u212aate@example.com", "kate@example.com"),
        ("ada@bücher.example", "ada@xn--bcher-kva.example"),
        ("ada+tag@example.com", "ada+tag@example.com"),
        ("a" * 250 + "@example.com", None),
        ("x" * 509, None),
        ("ada@localhost", None),
        ("ada@[127.0.0.1]", None),
        ('"ada lovelace"@example.com', None),
        ("Ada <ada@example.com>", None),
    ],
)
def test_addresses(text, address):
    assert canonical_email(text) == address


def test_a_required_address_names_its_field():
    with pytest.raises(InvalidInput) as refused:
        required_email("nobody", "input.email")
    assert refused.value.fields[0].path == "input.email"


@given(some.text(max_size=30))
def test_a_clean_line_stays_clean(text):
    try:
        line = clean_line(text, "name", longest=200)
    except InvalidInput:
        return
    assert clean_line(line, "name", longest=200) == line


@pytest.mark.parametrize("text", ["a\nb", "a\x00b", "a\x1b[31mb", "a\ud800", "x" * 11, "\x7f"])
def test_no_clean_line(text):
    with pytest.raises(InvalidInput):
        clean_line(text, "name", longest=10)


def test_length_is_counted_in_composed_characters():
    assert clean_line("e\u0301" * 10, "name", longest=10) == "é" * 10


def test_lines_may_stand_in_a_text():
    assert clean_text(" one\n\ttwo \r\n", "description", longest=20) == "one\n\ttwo"


@pytest.mark.parametrize("url", ["http://a", "https://a.example/b?c#d", "HTTPS://A.EXAMPLE"])
def test_urls(url):
    assert clean_url(url, "avatarUrl") == url


@pytest.mark.parametrize("url", ["", "a", "ftp://a", "javascript:alert(1)", "//a", "http://", "http://[", "http://a b"])
def test_no_urls(url):
    with pytest.raises(InvalidInput):
        clean_url(url, "avatarUrl")


def test_what_can_be_stored():
    assert is_storable("🦉")
    assert not is_storable("\udc00")

"""Which of our languages a header or a locale asks for: RFC 9110 §12.5.4, by look-up (RFC 4647 §3.4)."""

import pytest

from services.texts import DEFAULT, best_language


@pytest.mark.parametrize(
    ("wish", "language"),
    [
        ("de", "de"),
        ("de-CH", "de"),
        ("DE-at", "de"),
        ("zh-TW", "zh"),
        ("zh-Hant-HK", "zh"),
        ("fr-CA, en;q=0.5", "fr"),
        ("it, es;q=0.4", "es"),
        ("en;q=0.3, de;q=0.7, fr;q=0.5", "de"),
        ("en;q=0.8, de;q=0.8", "en"),
        ("de ; q=0.5 , fr;q=0.6", "fr"),
        ("en, de", "en"),
    ],
)
def test_the_best_that_we_speak(wish: str, language: str):
    assert best_language(wish) == language


@pytest.mark.parametrize(
    ("wish", "language"), [("*", "en"), ("it, *;q=0.1", "en"), ("en;q=0, *", "de"), ("*, fr", "en")]
)
def test_anything_is_english_unless_that_is_refused(wish: str, language: str):
    assert best_language(wish) == language


@pytest.mark.parametrize(
    ("wish", "language"),
    [("de;q=0", "en"), ("de;q=0.000, fr;q=0.1", "fr"), ("de-AT;q=0, de", "de"), ("de, de;q=0", "en")],
)
def test_what_is_refused_is_not_spoken(wish: str, language: str):
    assert best_language(wish) == language


@pytest.mark.parametrize(
    "wish", [None, "", "it", "tlh-Klgn", "garbage;;;", "de;q=2", "de;q=x", "de_AT", "-", ",,;q=1", "\x00", "德", "d\ne"]
)
def test_english_where_nothing_fits(wish: str | None):
    assert best_language(wish) == DEFAULT


def test_what_is_malformed_spoils_nothing_beside_it():
    assert best_language("@@@, de;q=zero, fr;q=0.4, ;;;") == "fr"


def test_the_first_wish_that_fits_wins():
    assert best_language(None, "it", "fr", "de") == "fr"


@pytest.mark.parametrize("wish", ["it," * 4000, "x" * 8192, "de;q=0.1," + "x" * 8192, ";" * 8192, "de" * 4096])
def test_a_long_header_is_read_no_further_than_anybody_writes(wish: str):
    assert best_language(wish) in {DEFAULT, "de"}

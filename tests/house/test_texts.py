"""Every sentence is said in every language, and says the same there: `make texts` shows what is open."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from jinja2 import Environment, nodes

from codegen import texts
from services.errors import OstiaryError
from services.texts import DEFAULT, LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted(path for folder in texts.SOURCES for path in (ROOT / folder).rglob("templates/**/*.*"))
PLACEHOLDER = re.compile(r"%\(\w+\)s")
TAG = re.compile(r"</?\w+[^>]*>")
UNFINDABLE = re.compile(r"FieldFault\([^,]+,\s*f\"|\b(?:N_|say)\(\s*f\"")
ADDRESS = re.compile(r"\S*/\S*")
# How a sentence ends in English, and may end elsewhere.
ENDS = {".": ".。", "?": "?？", ":": ":：", ",": ",，:："}

in_each_language = pytest.mark.parametrize("language", [language for language in LANGUAGES if language != DEFAULT])


@pytest.fixture(scope="module")
def found() -> Catalog:
    return texts.extract()


def messages(catalogue: Catalog) -> Iterator[Message]:
    """All but the header."""
    return (message for message in catalogue if message.id)


def forms(text: object) -> list[str]:
    """A sentence, or its singular and plural."""
    return [text] if isinstance(text, str) else list(text)  # type: ignore[call-overload]


def pairs(language: str) -> Iterator[tuple[list[str], str]]:
    """Each sentence, or its singular and plural, with each form of the translation."""
    for message in messages(texts.read(language)):
        for form in forms(message.string):
            yield forms(message.id), form


def is_translated(pair: tuple[list[str], str]) -> bool:
    return pair[1] != ""


def family(parent: type[OstiaryError]) -> set[type[OstiaryError]]:
    return {parent} | {descendant for child in parent.__subclasses__() for descendant in family(child)}


@in_each_language
def test_the_catalogue_holds_what_the_sources_say_and_no_more(found: Catalog, language: str):
    assert {message.id for message in messages(texts.read(language))} == {message.id for message in messages(found)}


@in_each_language
def test_every_sentence_is_translated(language: str):
    assert not [english for english, form in pairs(language) if not form]
    assert not [message.id for message in messages(texts.read(language)) if message.fuzzy]


@pytest.mark.parametrize("pattern", [PLACEHOLDER, TAG], ids=["placeholders", "tags"])
@in_each_language
def test_what_is_filled_in_and_marked_up_stays(language: str, pattern: re.Pattern[str]):
    for english, form in filter(is_translated, pairs(language)):
        assert sorted(pattern.findall(form)) in [sorted(pattern.findall(one)) for one in english], form


@in_each_language
def test_a_per_cent_sign_begins_a_placeholder(language: str):
    for english, form in pairs(language):
        if PLACEHOLDER.search(english[0]):
            assert "%" not in PLACEHOLDER.sub("", form).replace("%%", ""), form


@in_each_language
def test_a_sentence_ends_as_it_does_in_english(language: str):
    """A translation that was cut short, or belongs to another sentence, shows here."""
    for english, form in filter(is_translated, pairs(language)):
        assert form[-1:] in ENDS.get(english[0][-1], form[-1:]), form


def test_every_error_is_in_the_catalogue(found: Catalog):
    said = {error.message for error in family(OstiaryError) if hasattr(error, "message")}
    assert said <= {message.id for message in messages(found)}


def test_no_sentence_is_put_together_before_it_is_looked_up():
    """No catalogue holds an f-string: name the values beside the sentence instead."""
    for folder in texts.SOURCES:
        for path in (ROOT / folder).rglob("*.py"):
            assert not UNFINDABLE.search(path.read_text(encoding="utf-8")), path


class Shown(HTMLParser):
    """What a reader sees or hears of a page: its text, and the attributes that are read out."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append(tag)
        self.words += [value or "" for name, value in attrs if name in {"alt", "aria-label", "placeholder", "title"}]

    def handle_data(self, data: str) -> None:
        if self._open[-1:] not in (["style"], ["script"]):
            self.words.append(data)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: "/".join(path.parts[-2:]))
def test_a_template_says_nothing_that_no_catalogue_holds(path: Path):
    """Whatever is not marked is put together here, with a digit for each value."""
    template = Environment(extensions=["jinja2.ext.i18n"]).parse(path.read_text(encoding="utf-8"))
    unmarked = "0".join(part.data for part in template.find_all(nodes.TemplateData))
    said = [words.strip() for words in Shown(unmarked).words] if path.suffix == ".html" else [unmarked]
    assert not [words for words in said if re.search("[A-Za-z]{2}", ADDRESS.sub("", words))]

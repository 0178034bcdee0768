"""What people read, in their language: English in the code, the other languages in the catalogues beside this file.

Never knows who reads: whoever asks names the language.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from jinja2 import Environment

DEFAULT = "en"
LANGUAGES = (DEFAULT, "de", "fr", "es", "zh")
FOLDER = Path(__file__).parent

# Of a header; nobody reads more languages than it holds.
_LONGEST = 500
_RANGE = re.compile(r"\s*([a-z]{1,8}|\*)((?:-[a-z0-9]{1,8})*)\s*(?:;\s*q=([01](?:\.\d{0,3})?)\s*)?", re.ASCII)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for it.
    """Marks a sentence for the catalogues where it stands; it is translated where it is shown."""
    return message


def best_language(*wishes: str | None) -> str:
    """The first of our languages that a wish names: a language tag, or a header Accept-Language (RFC 9110 §12.5.4)."""
    return next((found for wish in wishes if wish and (found := _wished(wish[:_LONGEST]))), DEFAULT)


@lru_cache(maxsize=256)
def _wished(wish: str) -> str | None:
    """By look-up (RFC 4647 §3.4): `de-CH` finds `de`. What is malformed is passed over."""
    matches = (_RANGE.fullmatch(part) for part in wish.lower().split(","))
    ranges = [(match[1], match[2], float(match[3] or 1)) for match in matches if match]
    unwanted = {name for name, subtags, quality in ranges if not quality and not subtags}
    offered = [language for language in LANGUAGES if language not in unwanted]
    for name, _, quality in sorted(ranges, key=lambda ranked: -ranked[2]):
        if quality and offered and (name in offered or name == "*"):
            return offered[0] if name == "*" else name
    return None


@cache
def translations(language: str) -> NullTranslations:
    """Read when the language is first needed: a start needs none, and no compiled file can be stale."""
    if language == DEFAULT:
        return NullTranslations()
    compiled = BytesIO()
    with (FOLDER / f"{language}.po").open("rb") as catalogue:
        write_mo(compiled, read_po(catalogue, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)


def translate(language: str, message: str, values: Mapping[str, object] | None = None) -> str:
    """A marked sentence in that language; `values` fill its `%(name)s`."""
    said = translations(language).gettext(message)
    return said % values if values else said


def install(templates: Environment, language: str) -> None:
    """Gives templates `{% trans %}`, `_()` and the global `language`."""
    templates.add_extension("jinja2.ext.i18n")
    templates.policies["ext.i18n.trimmed"] = True
    templates.install_gettext_translations(translations(language), newstyle=True)  # type: ignore[attr-defined]
    templates.globals["language"] = language

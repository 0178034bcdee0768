"""`python -m codegen.texts` brings the catalogues up to what the sources say; what is new waits there untranslated.

A sentence is found where it is marked: in templates by `{% trans %}` and `_()`, in Python by `N_()`, by `visit.say()`,
and as what a FieldFault says.
"""

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from services.texts import DEFAULT, FOLDER, LANGUAGES

ROOT = Path(__file__).parent.parent
SOURCES = ("services", "resolvers", "schema", "server")
_METHODS = [("**/templates/**", "jinja2"), ("**.py", "python")]
_OPTIONS = {"**/templates/**": {"trimmed": "true", "trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}}
_KEYWORDS = {"N_": None, "_": None, "gettext": None, "ngettext": (1, 2), "say": None, "FieldFault": (2,)}


def extract() -> Catalog:
    """Every marked sentence, with the files that say it."""
    found = Catalog()
    for folder in SOURCES:
        for file, line, message, comments, _ in extract_from_dir(
            ROOT / folder, _METHODS, _OPTIONS, _KEYWORDS, comment_tags=("Translators:",), strip_comment_tags=True
        ):
            found.add(message, locations=[(f"{folder}/{file}", line)], auto_comments=comments)
    return found


def path_of(language: str) -> Path:
    return FOLDER / f"{language}.po"


def read(language: str) -> Catalog:
    if not path_of(language).exists():
        return Catalog(locale=language)
    with path_of(language).open("rb") as file:
        return read_po(file, locale=language)


def update(language: str, found: Catalog) -> None:
    catalogue = read(language)
    catalogue.update(found, no_fuzzy_matching=True)
    with path_of(language).open("wb") as file:
        write_po(file, catalogue, 120, omit_header=True, sort_by_file=True, include_lineno=False, ignore_obsolete=True)


def main() -> None:
    found = extract()
    for language in LANGUAGES:
        if language != DEFAULT:
            update(language, found)


if __name__ == "__main__":
    main()

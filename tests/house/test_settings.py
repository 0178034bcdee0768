"""Every setting stands in the README's table, and the table promises no other."""

import re
from pathlib import Path

from server.settings import Settings

README = Path(__file__).resolve().parents[2] / "README.md"
# Families of settings: one row of the table stands for many names.
PATTERNS = re.compile(r"<[A-Z]+>|…")


def names_of_settings() -> set[str]:
    return {name.upper() for name, field in Settings.model_fields.items() if not field.exclude}


def names_in_the_table() -> set[str]:
    """What stands in backticks in the first column, without the prefix that all share."""
    rows = re.findall(r"^\|([^|]*)\|", README.read_text(encoding="utf-8"), flags=re.MULTILINE)
    quoted = {name for row in rows for name in re.findall(r"(?<!\[)`([A-Z_<>…]+)`", row)}
    return {name.removeprefix("OSTIARY_") for name in quoted}


def test_every_setting_is_in_the_table():
    missing = names_of_settings() - names_in_the_table()
    assert not missing, f"README.md does not tell of {sorted(missing)}"


def test_every_name_in_the_table_is_a_setting():
    told = {name for name in names_in_the_table() if not PATTERNS.search(name)}
    assert told <= names_of_settings()

"""The README's table of settings is told from the fields, as an operator would write them."""

from datetime import timedelta
from typing import Literal

import pytest
from pydantic import Field, SecretStr

from codegen import settings
from server.settings import Settings

EMPTY = f"before\n{settings.START}\nan earlier table\n{settings.END}\nafter\n"


class Sample(Settings):
    """Each kind of field once."""

    sample_choice: Literal["calm", "stormy", "foggy"] = Field("calm", description="Weather; `stormy` is wet | loud.")
    sample_list: tuple[str, ...] = Field(("a", "b"), description="Letters.")


def test_what_stands_around_the_markers_stays():
    placed = settings.place(EMPTY)
    assert placed.startswith(f"before\n{settings.START}\n")
    assert placed.endswith(f"{settings.END}\nafter\n")
    assert "an earlier table" not in placed
    assert settings.place(placed) == placed


@pytest.mark.parametrize("readme", ["", settings.START, settings.END, EMPTY + EMPTY])
def test_markers_that_are_missing_or_twice_are_a_mistake(readme: str):
    with pytest.raises(ValueError):
        settings.place(readme)


def test_a_row_tells_name_default_and_the_other_choices(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(settings, "Settings", Sample)
    rows = settings.place(EMPTY).splitlines()
    assert "| `OSTIARY_SAMPLE_CHOICE` | `calm` | Weather; `stormy` is wet \\| loud. Also: `foggy`. |" in rows
    assert "| `OSTIARY_SAMPLE_LIST` | `a,b` | Letters. |" in rows
    assert not [row for row in rows if "QUOTAS" in row]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (timedelta(seconds=90), "90s"),
        (timedelta(minutes=15), "15m"),
        (timedelta(hours=24), "24h"),
        (timedelta(days=7), "7d"),
        (True, "true"),
        (12, "12"),
        (None, ""),
        (SecretStr(""), ""),
    ],
)
def test_a_default_is_written_as_an_operator_would(value: object, text: str):
    assert settings.written(value) == text

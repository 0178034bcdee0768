"""The answers that docs/operations shows are of the shape that the server gives today."""

import json
from pathlib import Path
from typing import Any

import pytest

from codegen.examples import ANSWERS
from tests.examples.__main__ import record
from tests.support.documents import root_field_names


def recorded() -> dict[str, Any]:
    return json.loads(ANSWERS.read_text(encoding="utf-8"))


def shape(value: Any) -> Any:
    """The same names and kinds of values; types of outcomes as they are."""
    match value:
        case dict():
            return {name: each if name == "__typename" else shape(each) for name, each in value.items()}
        case list():
            return [shape(each) for each in value]
        case int() | str() | float():
            return type(value).__name__
    return value


def test_every_operation_has_an_answer():
    assert set(recorded()) == set(root_field_names())


@pytest.mark.drill
@pytest.mark.one_engine
def test_answers_are_shaped_as_recorded(tmp_path: Path):
    fresh = json.loads(json.dumps(record(tmp_path)))
    assert {field: shape(answer) for field, answer in fresh.items()} == {
        field: shape(answer) for field, answer in recorded().items()
    }

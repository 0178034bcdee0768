"""Requests that meet, and how they ended: each by its type's name, or by its error's code."""

from collections import Counter
from collections.abc import Sequence

import httpx
import pytest

from tests.support.api import Answer, together

# For what has a quick race beside its operation.
as_drill = pytest.mark.parametrize(
    "size", [pytest.param("drill", marks=pytest.mark.drill)], indirect=True, scope="module"
)


def name_of(answer: Answer) -> str:
    return answer.code or str(next(iter(answer.data.values()))["__typename"])


def outcomes(requests: Sequence[httpx.Request]) -> "Counter[str]":
    """Of requests sent at once; none of them our fault."""
    names = Counter(map(name_of, together(requests)))
    assert "INTERNAL_SERVER_ERROR" not in names, names
    return names

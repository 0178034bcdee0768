"""Whatever the contract allows to be asked, and much that it does not: no answer is a surprise."""

import pytest

from tests.fuzz.operations import Site, explore

pytestmark = pytest.mark.drill
CASES = 300


def test_every_answer_is_as_published(make_server):
    asked = explore(Site(make_server()), CASES, repeatable=True)
    assert asked.total() >= CASES
    assert len(asked) > 50, "most of the fields were asked"

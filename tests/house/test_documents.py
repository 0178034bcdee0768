"""The documents that tests send by a field's name are valid against the printed contract."""

import pytest
from graphql import parse, validate

from tests.support.documents import contract, document_for, root_field_names


@pytest.mark.parametrize("field", root_field_names())
def test_the_document_of_a_root_field_is_valid(field: str):
    assert validate(contract(), parse(document_for(field))) == []

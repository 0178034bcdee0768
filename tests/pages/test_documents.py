"""Every document that a page runs is valid against the contract."""

import pytest
from graphql import parse, validate

from server.pages import documents
from server.pages.wording import WEAKNESSES
from services.errors import PasswordWeakness
from tests.support.documents import contract

NAMES = [name for name in vars(documents) if name.isupper()]


@pytest.mark.parametrize("name", NAMES)
def test_the_document_is_valid(name: str):
    assert validate(contract(), parse(getattr(documents, name))) == []


def test_every_weakness_has_its_sentence():
    assert set(WEAKNESSES) == set(PasswordWeakness)

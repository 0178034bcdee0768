"""Every document that a page runs is valid against the contract, and every name that it may answer has its words."""

import re
from pathlib import Path

import pytest
from graphql import parse, validate

from server.pages import documents, org_documents
from server.pages.wording import EVENTS, WEAKNESSES
from services.errors import PasswordWeakness
from tests.support.documents import contract

DOCUMENTS = {
    name: document
    for module in (documents, org_documents)
    for name, document in vars(module).items()
    if name.isupper() and not name.startswith("_")
}
EVENTS_PAGE = Path(__file__).resolve().parents[2] / "docs" / "audit-events.md"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_document_is_valid(name: str):
    assert validate(contract(), parse(DOCUMENTS[name])) == []


def test_every_weakness_has_its_sentence():
    assert set(WEAKNESSES) == set(PasswordWeakness)


def test_every_event_has_its_words():
    recorded = re.findall(r"^\| `auth\.(\w+)` \|", EVENTS_PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert set(recorded) == set(EVENTS)

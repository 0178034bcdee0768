"""What `make check` holds against a changed schema: that it breaks clients of the last release, or says too little."""

from pathlib import Path

import pytest

from codegen import contract
from tests.support.documents import SDL_PATH

pytestmark = pytest.mark.drill

SDL = SDL_PATH.read_text(encoding="utf-8")


@pytest.mark.usefixtures("client_package")
@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        (
            "  sessionsRevoked: Int!",
            "  revoked: Int!",
            "Field 'sessionsRevoked' was removed from object type 'SignedOut'",
        ),
        (
            "input SignInInput {",
            'input SignInInput {\n  """New."""\n  captcha: String!',
            "Input field 'captcha' of type 'String!' was added",
        ),
        ('"""How many."""', "", 'Description is required for field "sessionsRevoked" in type "SignedOut"'),
        ('"""How many."""', '"""How many sessions."""', ""),
    ],
    ids=["a field is gone", "an input asks for more", "a field is not described", "better words"],
)
def test_a_changed_schema(tmp_path: Path, before: str, after: str, complaint: str):
    assert before in SDL
    changed = tmp_path / "schema.graphql"
    changed.write_text(SDL.replace(before, after))
    found = contract.faults(changed)
    assert complaint in found
    assert bool(found) is bool(complaint)

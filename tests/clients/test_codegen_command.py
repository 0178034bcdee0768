"""`ostiary codegen`: a client for an application's own documents, whole or not at all."""

import importlib
import json
import shutil
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from typer.testing import CliRunner

from codegen import node, python
from ostiary_client import MemoryStore, Tokens
from server.cli import app
from tests.support.people import sign_up_verified

TEAM = """
query Team($orgId: ID!) {
  org(orgId: $orgId) { ...OrgFields members(first: 10) { nodes { ...Colleague } } }
}
fragment Colleague on OrgMember { userId role }
"""


def run(language: str, operations: Path, out: Path):
    arguments = ["codegen", "--language", language, "--operations", str(operations), "--out", str(out)]
    return CliRunner().invoke(app, arguments)


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    (folder / "teams").mkdir(parents=True)
    (folder / "teams" / "team.graphql").write_text(TEAM)
    return folder


@pytest.mark.drill
@pytest.mark.one_engine
def test_a_python_client_for_own_documents_runs(server, documents: Path, tmp_path: Path, monkeypatch):
    (tmp_path / "teams").mkdir()
    (tmp_path / "teams" / "gone.py").write_text(python.MARK)
    outcome = run("python", documents, tmp_path / "teams")
    assert outcome.exit_code == 0, outcome.output
    assert not (tmp_path / "teams" / "gone.py").exists()
    monkeypatch.syspath_prepend(tmp_path)
    teams = importlib.import_module("teams")
    person = sign_up_verified(server.api)
    org = person.api.run("createOrg", input={"name": "Lighthouse"})
    client = teams.Client(server.url, tokens=MemoryStore(Tokens(person.access_token)))
    team = client.team(org["id"])
    assert (team.name, [each.user_id for each in team.members.nodes]) == ("Lighthouse", [person.user_id])
    del sys.modules["teams"]


@pytest.mark.drill
@pytest.mark.parametrize("language", ["python", "typescript"])
def test_the_manifest_holds_what_is_sent(documents: Path, tmp_path: Path, language: str):
    outcome = run(language, documents, tmp_path / "out")
    assert outcome.exit_code == 0, outcome.output
    manifest = json.loads((tmp_path / "out" / "trusted_documents.json").read_text())
    assert all(sha256(text.encode()).hexdigest() == digest for digest, text in manifest.items())
    assert sorted(text.split("(")[0] for text in manifest.values()) == ["mutation Refresh", "query Team"]


@pytest.mark.parametrize("language", ["python", "typescript"])
@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        (None, "There is no operation in"),
        ("fragment A on User { id }", "There is no operation in"),
        ("query A { me { nope } }", "x.graphql:1:16: Cannot query field 'nope' on type 'User'."),
        ("query A { me { id }", "x.graphql:1:20: Syntax Error"),
        ("{ me { id } }", "needs a name"),
        ("query A { me { ...Nowhere } }", "Unknown fragment 'Nowhere'"),
    ],
)
def test_what_cannot_be_generated_is_one_sentence(tmp_path: Path, language: str, written: str | None, sentence: str):
    if written is not None:
        (tmp_path / "x.graphql").write_text(written)
    outcome = run(language, tmp_path, tmp_path / "out")
    assert outcome.exit_code == 2
    assert sentence in outcome.stderr
    assert outcome.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.drill
def test_an_operation_that_would_hide_the_client(tmp_path: Path):
    (tmp_path / "x.graphql").write_text("query Client { me { id } }")
    outcome = run("python", tmp_path, tmp_path / "out")
    assert (outcome.exit_code, "cannot be named Client" in outcome.stderr) == (2, True)
    assert not (tmp_path / "out").exists()


def test_without_the_generator_nothing_is_written(documents: Path, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda *_arguments, **_named: None)
    monkeypatch.setattr(node, "find_spec", lambda _: None)
    for language, sentence in (("python", "need uv"), ("typescript", "need Node")):
        outcome = run(language, documents, tmp_path / "out")
        assert (outcome.exit_code, sentence in outcome.stderr) == (2, True), outcome.stderr
    assert not (tmp_path / "out").exists()

"""Every command: a wrong flag, setting or file is one sentence and exit code 2, and nothing is touched.

In this process, through the same `main`: each of these ends before anything is opened.
"""

import sys
from pathlib import Path

import pytest
from typer.main import get_command

from codegen.commands import leaves
from server.__main__ import app, main

pytestmark = pytest.mark.one_engine

COMMANDS = {" ".join(path): command for path, command in leaves(get_command(app))}
# What each argument and needed option may be, by its name; none of it is ever looked at.
FITTING = {
    "who": "somebody@example.com",
    "role": "admin",
    "which": "an-org",
    "key_id": "01900000-0000-7000-8000-000000000000",
    "name": "Back end",
    "email": "somebody@example.com",
    "folder": "templates",
    "language": "python",
    "operations": "operations",
    "out": "client",
}
# Where something must be said, but may be said in several ways.
MORE = {
    "ostiary sessions revoke": ["--everyone"],
    "ostiary users delete": ["--yes"],
    "ostiary users erase": ["--yes"],
    "ostiary users update": ["--full-name", "Ann"],
}
WITHOUT_SETTINGS = {"ostiary codegen", "ostiary schema", "ostiary templates export", "ostiary templates list"}


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.jsonl"
    path.write_text('{"email": "somebody@example.com"}\n')
    return path


@pytest.fixture
def run(monkeypatch, capsys, tmp_path):
    """Runs a command, and answers its exit code and what it said on standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OSTIARY_DATABASE_URL", f"sqlite://{tmp_path / 'never.db'}")
    monkeypatch.setattr("sys.stdin", (tmp_path / "stdin").open("w+"))

    def run(*words: str) -> tuple[object, str]:
        monkeypatch.setattr(sys, "argv", list(words))
        with pytest.raises(SystemExit) as end:
            main()
        assert not (tmp_path / "never.db").exists()
        return end.value.code, capsys.readouterr().err.strip()

    return run


def fitting(name: str, people: Path) -> list[str]:
    """The shortest call of the command that is right."""
    words = name.split()
    for each in COMMANDS[name].params:
        if each.required:
            value = str(people) if each.name == "file" else FITTING[each.name]
            words += [value] if each.param_type_name == "argument" else [each.opts[0], value]
    return words + MORE.get(name, [])


@pytest.mark.parametrize("name", COMMANDS)
def test_an_unknown_flag(run, people, name):
    code, said = run(*fitting(name, people), "--bogus")
    assert (code, said.count("\n")) == (2, 0), said
    assert "--bogus" in said


@pytest.mark.parametrize("name", COMMANDS)
def test_a_word_too_many(run, people, name):
    many = any(each.nargs == -1 for each in COMMANDS[name].params)
    code, said = run(*fitting(name, people), *(["--bogus"] if many else ["one", "two", "three"]))
    assert (code, said.count("\n")) == (2, 0), said


@pytest.mark.parametrize(
    "name", [name for name, command in COMMANDS.items() if any(p.required for p in command.params)]
)
def test_a_word_too_few(run, name):
    code, said = run(*name.split())
    assert (code, said.count("\n")) == (2, 0), said


@pytest.mark.parametrize("name", sorted(COMMANDS.keys() - WITHOUT_SETTINGS))
@pytest.mark.parametrize(
    ("setting", "value"),
    [("DATABASE_URL", "nonsense"), ("SECRET_KEY", "short"), ("LOCKOUT_FIRST", "soon")],
)
def test_a_wrong_setting(run, people, monkeypatch, name, setting, value):
    monkeypatch.setenv(f"OSTIARY_{setting}", value)
    code, said = run(*fitting(name, people))
    assert code == 2
    assert said.startswith(f"OSTIARY_{setting}: ")
    assert said.count("\n") == 0


@pytest.mark.parametrize(
    "words",
    [
        "users import nowhere.jsonl",
        "users import .",
        "users import people.jsonl --format soap",
        "users import people.jsonl --format firebase",
        "users import people.jsonl --format firebase --hash-config nowhere.txt",
        "users import people.jsonl --format firebase --hash-config people.jsonl",
        "users import people.jsonl --report nowhere/report.jsonl",
        "users update somebody@example.com",
        "users update somebody@example.com --app-data {",
        "users promote somebody@example.com emperor",
        "users list --role emperor",
        "sessions revoke",
        "sessions revoke somebody@example.com --everyone",
        "audit tail --count 0",
        "api-keys create name --expires-in soon",
        "run --port 0",
        "nothing",
        "users nothing",
    ],
)
def test_a_wrong_word_or_file(run, people, words):
    code, said = run("ostiary", *words.split())
    assert (code, said.count("\n")) == (2, 0), said
    assert said

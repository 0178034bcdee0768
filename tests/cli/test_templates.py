"""`ostiary templates`: a copy to start from; and a start that a broken one stops."""

import json
from pathlib import Path

import pytest

from services.delivery.rendering import VALUES
from tests.support.processes import Outcome, attempt
from tests.support.server import settings_for_tests

pytestmark = [pytest.mark.drill, pytest.mark.one_engine]


def run(folder: Path, *arguments: str, **settings: object) -> Outcome:
    given = settings_for_tests(DATABASE_URL=f"sqlite://{folder}/unused.db", **settings)
    return attempt(*arguments, settings=given, folder=folder)


def test_each_is_listed_with_its_values(tmp_path: Path):
    listed = json.loads(run(tmp_path, "templates", "list", "--json").printed)
    assert {row["name"] for row in listed} == VALUES.keys()
    assert {"name": "phone_code", "channel": "sms", "values": "code, expires_in"} in listed


def test_all_of_them_are_good_as_they_are_exported(tmp_path: Path):
    exported = run(tmp_path, "templates", "export", "own")
    assert exported.exit_code == 0
    assert (tmp_path / "own" / "base.html").is_file()
    assert run(tmp_path, "templates", "list", TEMPLATE_DIR="own").exit_code == 0
    assert run(tmp_path, "migrate", TEMPLATE_DIR="own").exit_code == 0


def test_one_by_its_name(tmp_path: Path):
    exported = run(tmp_path, "templates", "export", "own", "--name", "phone_code")
    assert exported.printed.strip() == "1 file is in own."
    assert [path.name for path in (tmp_path / "own").rglob("*.*")] == ["body.txt"]


def test_nothing_that_is_there_is_written_over(tmp_path: Path):
    (tmp_path / "phone_code").mkdir()
    (tmp_path / "phone_code" / "body.txt").write_text("mine")
    refused = run(tmp_path, "templates", "export", ".")
    assert (refused.exit_code, refused.complaint) == (1, "phone_code/body.txt is there already.")
    assert [path.name for path in tmp_path.rglob("*.*")] == ["body.txt"]
    assert (tmp_path / "phone_code" / "body.txt").read_text() == "mine"


def test_a_name_that_is_none(tmp_path: Path):
    refused = run(tmp_path, "templates", "export", "own", "--name", "invte")
    assert (refused.exit_code, refused.complaint) == (
        2,
        "There is no template invte: `ostiary templates list` names them.",
    )
    assert not (tmp_path / "own").exists()


@pytest.mark.parametrize("command", [["run", "--port", "1"], ["worker"], ["migrate"]])
def test_a_broken_one_stops_the_start(tmp_path: Path, command: list[str]):
    (tmp_path / "own" / "phone_code").mkdir(parents=True)
    (tmp_path / "own" / "phone_code" / "body.txt").write_text("{{ cod }}")
    refused = run(tmp_path, *command, TEMPLATE_DIR="own")
    assert refused.exit_code == 2
    assert refused.complaint == (
        "OSTIARY_TEMPLATE_DIR: template phone_code/body.txt (en): UndefinedError: 'cod' is undefined."
    )
    assert not (tmp_path / "unused.db").exists()

"""`ostiary users import` and `export`: each person once, by the rules of a sign-up, and no mail to anybody."""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import bcrypt
import pytest

from tests.cli.commands import attempt_beside
from tests.support.mail import mails_to
from tests.support.people import PASSWORD, new_email, sign_in, sign_up_verified
from tests.support.processes import ROOT, clean_environment
from tests.support.server import Server

pytestmark = pytest.mark.drill

HASHED = bcrypt.hashpw(PASSWORD.encode(), bcrypt.gensalt(4)).decode()


@pytest.fixture
def file(tmp_path):
    """Writes lines into a file, and answers where."""

    def write(*lines: object, name: str = "people.jsonl") -> str:
        path = tmp_path / name
        path.write_text("".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines))
        return str(path)

    return write


def bulk(count: int, mark: str) -> list[dict[str, object]]:
    return [{"email": f"{mark}{n}@example.com", "emailVerified": True, "passwordHash": HASHED} for n in range(count)]


def test_everything_of_a_person_comes_along(server: Server, api, database, file):
    email, id_ = new_email("Mixed.Case"), "b4b5ad4e-4f4c-4f6e-9d5c-3e2d1c0b9a87"
    line = {
        "id": id_, "email": email.upper(), "emailVerified": True, "passwordHash": HASHED, "fullName": " Ann Lee ",
        "avatarUrl": "https://example.com/a.png", "locale": "de-AT", "role": "MODERATOR", "userData": {"a": [1]},
        "appData": {"plan": "gold"}, "createdAt": "2020-02-03T04:05:06+02:00",
        "identities": [{"provider": "work", "issuer": "https://id.example", "subject": email}],
    }  # fmt: skip
    assert server.cli("users", "import", file(line)) == "1 imported, 0 there already, 0 refused.\n"
    me = sign_in(api, email.lower()).api.run("me")
    assert (me["id"], me["fullName"], me["locale"], me["role"]) == (id_, "Ann Lee", "de-AT", "MODERATOR")
    assert (me["userData"], me["appData"], me["createdAt"][:19]) == (
        {"a": [1]},
        {"plan": "gold"},
        "2020-02-03T02:05:06",
    )
    assert database.count("identities", "user_id = ? AND issuer = 'https://id.example'", id_) == 1
    assert database.row("SELECT password_hash FROM users WHERE id = ?", id_)["password_hash"] != HASHED
    assert database.count("audit_events", "target_id = ? AND type = 'auth.user_registered'", id_) == 1
    assert mails_to(api, email.lower()) == []


def test_what_is_wrong_is_told_by_line_and_the_rest_is_imported(server: Server, api, database, file, tmp_path):
    known, fresh = sign_up_verified(api), new_email()
    path = file(
        {"email": fresh},
        {"email": known.email, "fullName": "Not the owner"},
        {"email": fresh.upper()},
        {"email": "nobody@"},
        {"email": new_email(), "passwordHash": "$1$salt$secret-digest"},
        {"email": new_email(), "passwordHash": f"$2b$31${'.' * 53}"},
        {"email": new_email(), "password": "a-secret-in-the-file"},
        {"email": new_email(), "emailVerified": "yes", "role": "EMPEROR"},
        {"phone": "12345"},
        {},
        "not JSON at all",
        "[1]",
        "",
        {"email": new_email(), "userData": {"x": "\x00"}},
    )
    report = tmp_path / "report.jsonl"
    outcome = attempt_beside(server, "users", "import", path, "--report", str(report))
    assert (outcome.exit_code, outcome.printed) == (1, "1 imported, 1 there already, 11 refused.\n")
    told = [json.loads(line) for line in report.read_text().splitlines()]
    assert [each["line"] for each in told] == [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14]
    assert [each["line"] for each in told if each["present"]] == [2]
    assert told[1]["reason"] == "email: is that of line 1 too"
    assert "secret" not in report.read_text()
    assert database.count("users", "full_name = ?", "Not the owner") == 0
    assert attempt_beside(server, "users", "import", path).complaint.startswith("Line 3: email: is that of line 1 too")


def test_a_dry_run_says_the_same_and_does_nothing(server: Server, database, file):
    mark = f"dry{time.time_ns()}"
    path = file(*bulk(1200, mark), {"email": f"{mark}0@example.com"}, {"email": "nobody@"})
    with database.unchanged():
        dry = attempt_beside(server, "users", "import", path, "--dry-run")
    assert dry.printed == "1200 would be imported, 0 there already, 2 refused.\n"
    real = attempt_beside(server, "users", "import", path)
    assert real.printed == "1200 imported, 0 there already, 2 refused.\n"
    assert (dry.exit_code, real.exit_code, dry.complaint) == (1, 1, real.complaint)
    again = attempt_beside(server, "users", "import", file(*bulk(1200, mark)), "--json")
    assert (again.exit_code, json.loads(again.printed)["present"]) == (0, 1200)


def test_killed_half_way_and_started_again_makes_each_person_once(server: Server, database, file):
    mark, total = f"killed{time.time_ns()}", 6000
    path = file(*bulk(total, mark))
    child = subprocess.Popen(
        [sys.executable, "-m", "server", "users", "import", path],
        cwd=server.log_path.parent, env=clean_environment(server.settings), stdout=subprocess.DEVNULL,
    )  # fmt: skip
    while database.count("users", "email LIKE ?", f"{mark}%") < 1000:
        assert child.poll() is None
        time.sleep(0.02)
    child.kill()
    child.wait()
    done = database.count("users", "email LIKE ?", f"{mark}%")
    assert 1000 <= done < total
    assert server.cli("users", "import", path) == f"{total - done} imported, {done} there already, 0 refused.\n"
    assert database.count("users", "email LIKE ?", f"{mark}%") == total
    counted = database.row(
        "SELECT count(*) AS events, count(DISTINCT target_id) AS people FROM audit_events WHERE target_id IN "
        "(SELECT CAST(id AS CHAR(36)) FROM users WHERE email LIKE ?) AND type = 'auth.user_registered'",
        f"{mark}%",
    )
    assert counted == {"events": total, "people": total}
    assert database.count("outbox", "template <> 'nothing' AND status = 'pending'") == 0


def test_an_invited_person_joins(server: Server, api, file):
    owner, email = sign_up_verified(api), new_email()
    org = owner.api.run("createOrg", input={"name": "Waits for an import"})
    owner.api.run("invite", input={"orgId": org["id"], "email": email})
    server.cli("users", "import", file({"email": email, "emailVerified": True, "passwordHash": HASHED}))
    assert sign_in(api, email).api.run("orgMembers", orgId=org["id"]) is not None


def test_a_table_of_people(server: Server, api, file):
    email, other = new_email(), new_email()
    path = file(
        "email,emailVerified,passwordHash,fullName,userData",
        f'{email},TRUE,{HASHED},"Lee, Ann","{{""a"": 1}}"',
        f"{other},maybe,,,",
        f"{other},true",
        name="people.csv",
    )
    outcome = attempt_beside(server, "users", "import", path)
    assert (outcome.exit_code, outcome.printed) == (1, "1 imported, 0 there already, 2 refused.\n")
    me = sign_in(api, email).api.run("me")
    assert (me["fullName"], me["userData"]) == ("Lee, Ann", {"a": 1})


def test_what_is_exported_is_imported_elsewhere(server: Server, start_server, api, file):
    person = sign_up_verified(api, fullName="Ann Üml 'aut", userData={"deep": {"er": [None, 1.5]}})
    plain, full = server.cli("users", "export"), server.cli("users", "export", "--with-hashes")
    assert "passwordHash" not in plain
    line = next(line for line in full.splitlines() if person.email in line)
    elsewhere = start_server()
    assert elsewhere.cli("users", "import", file(line)) == "1 imported, 0 there already, 0 refused.\n"
    assert elsewhere.cli("users", "export", "--with-hashes").strip() == line
    assert sign_in(elsewhere.api, person.email).user_id == person.user_id
    events = json.loads(server.cli("audit", "tail", "--count", "2", "--json"))
    assert [(each["type"], each["detail"]) for each in events] == [
        ("auth.users_exported", {"with_hashes": False}),
        ("auth.users_exported", {"with_hashes": True}),
    ]


def test_memory_stays_the_same(start_server, file):
    server = start_server("--no-worker")
    few = peak_memory(server, file(*bulk(500, "few")))
    many = peak_memory(server, file(*bulk(10_000, "many")))
    assert server.database.count("users") == 10_500
    assert many < few * 1.1


def peak_memory(server: Server, path: str) -> int:
    child = subprocess.Popen(
        [sys.executable, "-m", "server", "users", "import", path],
        cwd=server.log_path.parent, env=clean_environment(server.settings), stdout=subprocess.DEVNULL,
    )  # fmt: skip
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode == 0
    return usage.ru_maxrss


def test_the_recipe_that_puts_auth0s_two_files_together(tmp_path: Path):
    (tmp_path / "hashes.ndjson").write_text(
        '{"_id": {"$oid": "5f1"}, "email": "a@b.example", "passwordHash": "$2b$…"}\n'
    )
    (tmp_path / "users.ndjson").write_text('{"user_id": "auth0|5f1", "name": "Ann"}\n{"user_id": "google-oauth2|9"}\n')
    page = (ROOT / "docs" / "importing.md").read_text("utf-8")
    (recipe,) = re.findall(r"```python\n(.*?)```", page, flags=re.DOTALL)
    done = subprocess.run([sys.executable, "-c", recipe], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert [json.loads(line).get("passwordHash") for line in done.stdout.splitlines()] == ["$2b$…", None]

"""The wheel holds all that a server needs: it serves from a folder with nothing else of ours in reach."""

import subprocess
import sys
import zipfile
from pathlib import Path

import httpx
import pytest

from tests.support.api import Api
from tests.support.people import sign_up_verified
from tests.support.processes import ROOT, Process, clean_environment, free_port, is_listening, started
from tests.support.server import settings_for_tests

pytestmark = [pytest.mark.drill, pytest.mark.one_engine]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    for name in tracked:
        (folder / "source" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "source" / name).write_bytes((ROOT / name).read_bytes())
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--no-index", "--quiet"]
    subprocess.run([*command, "--wheel-dir", str(folder), str(folder / "source")], check=True, timeout=120)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked"


def test_it_serves_the_api_the_pages_and_the_mails(unpacked: Path, tmp_path: Path):
    port = free_port()
    settings = settings_for_tests(PUBLIC_URL=f"http://localhost:{port}")
    environment = {**clean_environment(settings), "PYTHONPATH": str(unpacked)}
    command = [sys.executable, "-m", "server", "run", "--port", str(port)]
    server = Process(started(command, tmp_path / "log", environment), log_path=tmp_path / "log")
    try:
        server.wait_until(lambda: is_listening(port))
        person = sign_up_verified(Api(f"http://localhost:{port}"))
        assert person.api.run("me")["id"] == person.user_id
        for page in ("/auth/login", "/static/ostiary.css"):
            assert httpx.get(f"http://localhost:{port}{page}").status_code == httpx.codes.OK
    finally:
        server.stop()


def test_it_holds_no_tests_and_no_secrets(unpacked: Path):
    names = {path.relative_to(unpacked).parts[0] for path in unpacked.rglob("*")}
    assert not names & {"tests", "benchmarks", "docs", "node_modules"}
    assert not [path for path in unpacked.rglob("*") if path.suffix in (".env", ".db", ".secret")]

"""`ostiary-client` as a distribution: what its wheel carries, and that it runs where nothing else is installed."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "codegen" / "python"

pytestmark = pytest.mark.drill


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    # A build leaves its own files beside the sources.
    shutil.copytree(SOURCE, folder / "source")
    command = [sys.executable, "-m", "uv", "build", "--wheel", "--no-build-isolation", "--out-dir", str(folder)]
    done = subprocess.run([*command, str(folder / "source")], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("*.whl")
    return built


def test_it_carries_one_name_and_all_modules(wheel: Path):
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"ostiary_client"}
    modules = {str(path.relative_to(SOURCE)) for path in (SOURCE / "ostiary_client").rglob("*.py")}
    assert modules | {"ostiary_client/py.typed"} <= set(names)


def test_it_runs_on_httpx_and_pydantic_alone(wheel: Path):
    command = [sys.executable, "-m", "uv", "tool", "run", "--no-config", "--python", sys.executable]
    code = "import ostiary_client; print(ostiary_client.Client.sign_in.__name__)"
    done = subprocess.run(
        [*command, "--with", str(wheel), "python", "-c", code], capture_output=True, text=True, timeout=120
    )
    assert (done.returncode, done.stdout.strip()) == (0, "sign_in"), done.stderr

"""The documentation site builds with every link whole, and loads nothing from another host."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# What a browser fetches by itself; links that a reader may follow are not meant.
FETCHED = re.compile(
    r"<(?:script|img|iframe)[^>]+src=\"(https?:[^\"]+)|<link[^>]+rel=\"(?:stylesheet|preconnect)\"[^>]+href=\"(https?:[^\"]+)"
)


@pytest.mark.drill
@pytest.mark.one_engine
def test_it_builds_and_keeps_to_itself(tmp_path: Path):
    subprocess.run([sys.executable, "-m", "codegen.site"], cwd=ROOT, check=True)
    build = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(tmp_path)]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    pages = list(tmp_path.rglob("*.html"))
    assert pages
    assert [found for page in pages for found in FETCHED.findall(page.read_text())] == []

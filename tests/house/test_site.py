"""The documentation site builds with every link whole, and loads nothing from another host."""

import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
import yaml

from codegen.site import WHAT

ROOT = Path(__file__).resolve().parents[2]

# What a browser fetches by itself; links that a reader may follow are not meant.
FETCHED = re.compile(
    r"<(?:script|img|iframe)[^>]+src=\"(https?:[^\"]+)|<link[^>]+rel=\"(?:stylesheet|preconnect)\"[^>]+href=\"(https?:[^\"]+)"
)


# Each is linked from docs/errors.md.
UNLISTED = "docs/problems/"


def pages_in(nav: object) -> Iterator[str]:
    match nav:
        case str():
            yield nav
        case list():
            yield from chain.from_iterable(map(pages_in, nav))
        case dict():
            yield from chain.from_iterable(map(pages_in, nav.values()))


def test_every_page_is_in_the_navigation_once():
    nav = sorted(pages_in(yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]))
    pages = {str(path.relative_to(ROOT)) for pattern in WHAT for path in ROOT.glob(pattern) if path.suffix == ".md"}
    assert nav == sorted(page for page in pages if not page.startswith(UNLISTED))


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

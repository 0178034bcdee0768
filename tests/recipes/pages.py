"""The code on a page of docs/recipes, so that what a test runs is what a reader copies."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "recipes"


def code_on(page: str, language: str) -> str:
    """The page's one block in that language."""
    (block,) = re.findall(rf"^```{language}\n(.*?)^```", _text(page), flags=re.MULTILINE | re.DOTALL)
    return str(block)


def files_on(page: str) -> dict[str, str]:
    """Each block that has a title, by it: the path of the file."""
    found = re.findall(r'^```\w+ title="([^"]+)"\n(.*?)^```', _text(page), flags=re.MULTILINE | re.DOTALL)
    return dict(found)


def _text(page: str) -> str:
    return (FOLDER / page).read_text(encoding="utf-8")

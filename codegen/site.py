"""Lays out the pages of the documentation site, for mkdocs to build: `make docs`."""

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGES = ROOT / "build" / "pages"
# Laid out as in the repository, so that a link works in both places.
WHAT = (
    "*.md",
    "docs/**/*",
    "codegen/*.md",
    "codegen/*.graphql",
    "compose.yaml",
    "Dockerfile",
    "LICENSE",
    "server/pages/static/*.svg",
)


def lay_out() -> None:
    shutil.rmtree(PAGES, ignore_errors=True)
    for path in (path for pattern in WHAT for path in ROOT.glob(pattern) if path.is_file()):
        target = PAGES / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)


if __name__ == "__main__":
    lay_out()

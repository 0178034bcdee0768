"""docs/security.md answers all 34 items that must hold under attack, and names every attack that is tested."""

import re
from collections.abc import Iterator

from tests.house.test_docs import ROOT, names_in

TABLE = re.compile(r"\| Item \| Promise \| Shown by \|\n\| --- \| --- \| --- \|\n((?:\|.*\n)+)")


def rows() -> Iterator[tuple[str, str, str]]:
    """Item, promise, and what shows it."""
    for table in TABLE.findall((ROOT / "docs" / "security.md").read_text(encoding="utf-8")):
        for line in table.splitlines():
            items, promise, shown = (column.strip() for column in line.strip("|").split("|"))
            yield items, promise, shown


def evidence(shown: str) -> list[tuple[str, str]]:
    """Each file that a row names, and the test in it, if one is named."""
    return re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", shown)


def test_every_promise_names_a_test():
    assert [promise for _, promise, shown in rows() if not evidence(shown)] == []


def test_every_item_is_promised():
    assert {int(item) for items, _, _ in rows() for item in re.findall(r"\d+", items)} == set(range(1, 35))


def test_every_attack_is_in_the_map():
    named = {each for _, _, shown in rows() for each in evidence(shown)}
    files = {str(path.relative_to(ROOT)): path for path in (ROOT / "tests" / "attacks").glob("test_*.py")}
    unnamed = {
        f"{file}::{name}"
        for file, path in files.items()
        for name in names_in(path)
        if not {(file, ""), (file, name)} & named
    }
    assert unnamed == set()

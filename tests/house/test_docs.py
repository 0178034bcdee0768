"""The pages in docs/ are complete where they promise to be, and point at what is there."""

import ast
import re
from collections.abc import Iterator
from enum import Enum
from functools import cache
from pathlib import Path

import pytest
from graphql import NoUnusedFragmentsRule, parse, specified_rules, validate

from codegen.problem_pages import problems_of
from schema.faults import FaultCode
from schema.problems import ProblemCode
from services.errors import Denied, FaultReason, PasswordWeakness, Refusal
from tests.support.documents import contract

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
SHARED = (ROOT / "codegen" / "operations" / "fragments.graphql").read_text(encoding="utf-8")
RULES = [rule for rule in specified_rules if rule is not NoUnusedFragmentsRule]
ERRORS = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")


def codes_under(heading: str) -> set[str]:
    """The first column of the table in that section of docs/errors.md."""
    section = ERRORS.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return set(re.findall(r"^\| \[?`([A-Z_]+)`", section, flags=re.MULTILINE))


def test_every_code_reason_and_problem_type_has_a_page():
    named = {code.value for codes in (FaultCode, FaultReason) for code in codes}
    named |= {problem.name for problem in problems_of(contract())}
    assert {page.stem for page in (ROOT / "docs" / "problems").glob("*.md")} == named


@pytest.mark.parametrize("page", sorted((ROOT / "docs" / "problems").glob("*.md")), ids=lambda page: page.stem)
def test_a_page_shows_an_answer_of_its_own(page: Path):
    """tests/problems holds them to what the server says."""
    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"# {page.stem}\n")
    (shown,) = re.findall(r"^```json\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    assert f'"{page.stem}"' in shown


@pytest.mark.parametrize(
    ("heading", "codes"),
    [
        ("Top-level errors", FaultCode),
        ("Reasons", FaultReason),
        ("Problems", ProblemCode),
        ("Why a password is weak", PasswordWeakness),
    ],
)
def test_every_code_is_explained(heading: str, codes: type[Enum]):
    assert codes_under(heading) == {code.value for code in codes}


def test_every_failure_of_the_tree_is_explained():
    assert {refusal.code for refusal in Refusal.__subclasses__()} <= codes_under("Problems")
    assert {denied.code for denied in Denied.__subclasses__()} <= codes_under("Top-level errors")


def anchors_of(page: Path) -> set[str]:
    """As they are made of headings: lower case, blanks as hyphens, nothing but letters and digits."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links_of(page: Path) -> Iterator[tuple[Path, str]]:
    """Each file of ours that the page links to, and the heading in it, if one is named."""
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            path, _, anchor = target.partition("#")
            yield (page.parent / path if path else page), anchor


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path):
    for path, anchor in links_of(page):
        assert path.exists(), f"{page.name} links to {path}"
        assert not anchor or anchor in anchors_of(path), f"{page.name} links to {path.name}#{anchor}"


@cache
def names_in(path: Path) -> frozenset[str]:
    """The tests of a file, whether or not they run here."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    functions = (each.name for each in nodes if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef))
    return frozenset(name for name in functions if name.startswith("test_"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_tests_that_are_named_as_evidence_exist(page: Path):
    for path, name in re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", page.read_text(encoding="utf-8")):
        assert (ROOT / path).exists(), f"{page.name} names {path}"
        assert not name or name in names_in(ROOT / path), f"{page.name} names {name}"


def documents_of(page: Path) -> list[str]:
    """Each operation that the page shows: in a block of its own, or as the README's `ask '…'`."""
    text = page.read_text(encoding="utf-8")
    blocks = re.findall(r"^```graphql\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    return blocks + re.findall(r"^ask '([^']+)'", text, flags=re.MULTILINE)


@pytest.mark.parametrize("page", [page for page in PAGES if documents_of(page)], ids=lambda page: page.name)
def test_every_operation_that_is_shown_is_valid(page: Path):
    for document in documents_of(page):
        whole = document if "fragment " in document else f"{document}\n{SHARED}"
        assert validate(contract(), parse(whole), RULES) == [], document

"""The answer that a page of docs/problems shows is what the server says today, ids and times aside."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.defences.breaking import BreakablePostgres
from tests.problems.happenings import (
    ENROLLING,
    HAPPENINGS,
    LIMITED,
    SETTINGS,
    Site,
    broken,
    not_enrolled,
    rate_limited,
    without_database,
)
from tests.support.server import Server

pytestmark = [pytest.mark.drill, pytest.mark.one_engine]

PAGES = Path(__file__).resolve().parents[2] / "docs" / "problems"
VARIES = {"id", "slug", "requestId", "retryAfter", "locations"}


def shown_on(page: str) -> Any:
    text = (PAGES / f"{page}.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```json\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return json.loads(block)


def told(answer: Any, name: str = "") -> Any:
    """Without what is another each time."""
    if name in VARIES:
        return "…"
    match answer:
        case dict():
            return {name: told(value, name) for name, value in answer.items()}
        case list():
            return [told(value) for value in answer]
    return answer


def assert_shown(page: str, answer: Any) -> None:
    assert told(shown_on(page)) == told(answer), json.dumps(answer, indent=2)


@pytest.fixture(scope="module")
def site(launcher) -> Site:
    return Site(launcher.start(**SETTINGS))


@pytest.mark.parametrize("page", HAPPENINGS)
def test_the_answer_is_what_the_server_says(site: Site, page: str):
    assert_shown(page, HAPPENINGS[page](site))


def test_a_limit(make_server: Callable[..., Server]):
    assert_shown("RATE_LIMITED", rate_limited(Site(make_server(**LIMITED))))


def test_a_second_factor_that_is_due(make_server: Callable[..., Server]):
    assert_shown("MFA_ENROLLMENT_REQUIRED", not_enrolled(Site(make_server(**ENROLLING))))


def test_a_fault_of_ours(start_server: Callable[..., Server]):
    assert_shown("INTERNAL_SERVER_ERROR", broken(Site(start_server())))


def test_a_database_that_is_away(start_server: Callable[..., Server]):
    postgres = BreakablePostgres()
    try:
        answer = without_database(Site(start_server(DATABASE_URL=postgres.url)), postgres.halt)
    finally:
        postgres.stop()
    assert_shown("SERVICE_UNAVAILABLE", answer)

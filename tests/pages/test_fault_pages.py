"""What a person sees when something is not there, not allowed or not working."""

from collections.abc import Callable

import httpx
import pytest

from server.pages import faults
from server.pages.rendering import Renderer
from server.pages.theme import Theme
from tests.pages.visitor import Visitor
from tests.support.server import Server

pytestmark = pytest.mark.one_engine


def test_a_browser_gets_a_page_and_a_program_a_line(server: Server):
    page = Visitor(server).open("/no/such/page")
    line = server.api.http.get("/no/such/page")
    assert page.status_code == line.status_code == httpx.codes.NOT_FOUND
    assert "There is no such page" in page.text
    assert line.text == "Not Found"


def test_a_method_that_a_page_does_not_know(server: Server):
    answer = Visitor(server).http.delete("/auth/verify")
    assert answer.status_code == httpx.codes.METHOD_NOT_ALLOWED
    assert "POST" in answer.headers["Allow"]
    assert Visitor(server).open("/auth/logout").status_code == httpx.codes.METHOD_NOT_ALLOWED


def test_a_fault_of_ours_is_masked_and_told_by_its_number(start_server: Callable[..., Server]):
    server = start_server()
    server.database.execute("ALTER TABLE invites RENAME TO elsewhere")
    answer = Visitor(server).open("/auth/invite?token=secret-token")
    assert answer.status_code == httpx.codes.INTERNAL_SERVER_ERROR
    assert answer.headers["X-Request-ID"] in answer.text
    assert "no such table" in server.log or "does not exist" in server.log
    assert "invites" not in answer.text
    assert "secret-token" not in server.log


@pytest.mark.parametrize("code", ["RATE_LIMITED", "SERVICE_UNAVAILABLE"])
def test_waiting_is_told_to_people_and_programs(code: str):
    page = faults.page(Renderer(Theme("Ostiary")), faults.status_of(code), retry_after=90, language="en")
    assert page.status_code in {429, 503}
    assert page.headers["Retry-After"] == "90"
    assert b"try again in about <strong>2 minutes</strong>" in page.body


@pytest.mark.parametrize("status", faults.FAULTS)
def test_every_fault_says_what_to_do_next(status: int):
    page = faults.page(Renderer(Theme("Ostiary & Sons")), status, language="en")
    assert page.status_code == status
    assert b"Ostiary &amp; Sons" in page.body

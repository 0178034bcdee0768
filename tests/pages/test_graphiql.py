"""GraphiQL in a real browser: its policy holds, nothing leaves our origin, and the main job is a matter of clicking."""

import json
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request

from server.pages import graphiql
from tests.support.browser import needs_browser

pytestmark = [pytest.mark.drill, pytest.mark.one_engine]

PASSWORD = "lantern-above-the-third-gate"


def in_browser(test: Callable[..., None]) -> Callable[..., None]:
    """Skips a test where there is no browser or nothing to show in it."""
    built = (graphiql.BUNDLE / "version").exists()
    without_bundle = pytest.mark.skipif(not built, reason="GraphiQL is not built: run make setup")
    return needs_browser(without_bundle(test))


class Visit:
    """One visit to GraphiQL: clicks as a person does, and notes what the browser complains about."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.requests: list[Request] = []
        page.on("console", lambda message: self.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self.note)
        page.goto(f"{url}/graphql")
        page.locator(".graphiql-query-editor .view-line").first.wait_for()

    def note(self, request: Request) -> None:
        self.requests.append(request)

    def type_into(self, tool: str, values: dict[str, object]) -> None:
        self.page.get_by_role("button", name=tool, exact=True).click()
        editor = self.page.locator(".graphiql-editor-tool .graphiql-editor").nth(["Variables", "Headers"].index(tool))
        editor.locator(".view-lines").click()
        editor.locator(".monaco-editor.focused").wait_for()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(json.dumps(values))
        self.page.keyboard.press("Control+Shift+End")  # the brackets that the editor closed by itself
        self.page.keyboard.press("Delete")
        editor.locator(".view-line", has_text=next(iter(values))).first.wait_for()

    def run(self, tab: str, variables: dict[str, object] | None = None) -> Any:
        """The answer to a tab's operation, and with it the request that was sent."""
        button = self.page.get_by_role("button", name=tab, exact=True)
        if self.page.get_by_role("tab").filter(has=button).get_attribute("aria-selected") != "true":
            button.click()
        if variables is not None:
            self.type_into("Variables", variables)
        with self.page.expect_response("**/graphql") as answer:
            self.page.locator(".graphiql-execute-button").click()
        self.page.locator(".result-window .view-line", has_text="data").first.wait_for()
        return answer.value.json()

    def sent(self) -> Request:
        return next(request for request in reversed(self.requests) if request.method == "POST")

    def stored(self) -> str:
        return str(self.page.evaluate("JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])"))


@pytest.fixture
def visit(browser: Browser, server: Any) -> Iterator[Visit]:
    page = browser.new_page()
    yield Visit(page, server.url)
    page.close()


@pytest.fixture
def email() -> str:
    return f"ada-{uuid.uuid4().hex[:12]}@example.com"


def sign_in(visit: Visit, email: str) -> Any:
    visit.run("SignUp", {"input": {"email": email, "password": PASSWORD}})
    visit.run("VerifyEmail", {"input": {"code": {"email": email, "code": "{{mailedCode}}"}}})
    return visit.run("SignIn", {"input": {"email": email, "password": PASSWORD}})["data"]["signIn"]


@in_browser
def test_the_policy_holds_and_nothing_leaves_our_origin(visit: Visit, server: Any) -> None:
    visit.page.get_by_role("button", name="Show Documentation Explorer").click()
    visit.page.get_by_role("link", name="Mutation").wait_for()
    assert visit.complaints == []
    assert {urlsplit(request.url).netloc for request in visit.requests if not request.url.startswith("data:")} == {
        urlsplit(server.url).netloc
    }


@in_browser
def test_the_main_job_is_a_matter_of_clicking(visit: Visit, email: str) -> None:
    session = sign_in(visit, email)
    assert session["__typename"] == "SignedIn"
    assert visit.run("Me")["data"]["me"]["email"] == email
    assert visit.run("Refresh")["data"]["refresh"]["refreshToken"] != session["refreshToken"]
    assert visit.run("CreateOrg")["data"]["createOrg"]["__typename"] == "Org"
    assert visit.run("Invite")["data"]["invite"]["invite"]["status"] == "PENDING"
    assert visit.run("OrgMembers")["data"]["orgMembers"]["totalCount"] == 1
    assert visit.run("RequestPasswordReset")["data"]["requestPasswordReset"]["__typename"] == "EmailSent"
    assert visit.run("SignOut")["data"]["signOut"]["sessionsRevoked"] == 1
    assert visit.run("Me")["data"]["me"] is None
    assert "authorization" not in visit.sent().headers
    assert visit.complaints == []


@in_browser
def test_nothing_secret_is_stored(visit: Visit, email: str) -> None:
    session = sign_in(visit, email)
    visit.type_into("Headers", {"Authorization": f"Bearer {session['accessToken']}"})
    visit.run("Me")
    visit.run("Refresh", {"input": {"refreshToken": session["refreshToken"]}})
    visit.page.wait_for_timeout(1_000)  # GraphiQL writes half a second after the last change
    stored = visit.stored()
    assert not [secret for secret in (session["accessToken"], session["refreshToken"], PASSWORD) if secret in stored]
    visit.page.reload()
    visit.run("Me")
    assert "authorization" not in visit.sent().headers


@in_browser
def test_the_headers_tab_and_the_switch_decide_over_the_token(visit: Visit, email: str) -> None:
    session = sign_in(visit, email)
    visit.run("Me")
    assert visit.sent().headers["authorization"] == f"Bearer {session['accessToken']}"
    visit.page.get_by_role("checkbox").uncheck()
    visit.run("Me")
    assert "authorization" not in visit.sent().headers
    visit.page.get_by_role("checkbox").check()
    visit.type_into("Headers", {"authorization": "Bearer of-my-own"})
    visit.run("Me")
    assert visit.sent().headers["authorization"] == "Bearer of-my-own"


@pytest.mark.parametrize("source", ["script-src", "style-src"])
def test_the_policy_allows_nothing_inline(source: str) -> None:
    policy = graphiql.page().headers["Content-Security-Policy"]
    assert f"{source} 'self'" in policy
    assert "unsafe" not in policy


def test_every_page_has_a_nonce_of_its_own() -> None:
    first, second = (graphiql.page().headers["Content-Security-Policy"] for _ in range(2))
    assert first != second


def test_without_the_bundle_the_page_says_what_to_do(tmp_path: Path) -> None:
    answer = graphiql.page(tmp_path)
    assert answer.status_code == 503
    assert b"make setup" in answer.body
    assert b"<script" not in answer.body

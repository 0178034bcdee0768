"""Cookie mode in headless Chromium: a front end on another port of our site works, a page of another site does not."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Page

from tests.support.browser import needs_browser
from tests.support.documents import document_for
from tests.support.people import PASSWORD, Person, sign_up_verified

pytestmark = [
    pytest.mark.drill,
    pytest.mark.one_engine,
    needs_browser,
]

ASK = """async ([url, query, variables, headers]) => {
  try {
    const answer = await fetch(url + "/graphql", {
      method: "POST", credentials: "include", body: JSON.stringify({ query, variables }),
      headers: { "Content-Type": "application/json", ...headers },
    });
    return await answer.json();
  } catch (error) { return { blocked: String(error) }; }
}"""
MODE = {"Ostiary-Session": "cookie"}


class BlankPage(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = b"<!doctype html><title>A front end</title>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def front_end_port() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), BlankPage) as pages:
        threading.Thread(target=pages.serve_forever, daemon=True).start()
        yield pages.server_port
        pages.shutdown()


@pytest.fixture(scope="module")
def site(make_server, front_end_port):
    return make_server(CORS_ORIGINS=f"http://localhost:{front_end_port}")


@pytest.fixture(scope="module")
def visitor(site) -> Person:
    return sign_up_verified(site.api)


@pytest.fixture
def friendly(browser, front_end_port) -> Iterator[Page]:
    """Same site, other port, listed in CORS_ORIGINS."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"http://localhost:{front_end_port}")
        yield page


def ask(page, site, operation, headers=MODE, **variables):
    return page.evaluate(ASK, [site.url, document_for(operation), variables, dict(headers)])


def sign_in(page, site, visitor):
    answer = ask(page, site, "signIn", input={"email": visitor.email, "password": PASSWORD})
    assert answer["data"]["signIn"]["__typename"] == "SignedIn", answer


def test_a_front_end_of_our_site_signs_in_refreshes_and_signs_out(friendly, site, visitor):
    sign_in(friendly, site, visitor)
    assert ask(friendly, site, "me")["data"]["me"]["email"] == visitor.email
    assert ask(friendly, site, "refresh", input=None)["data"]["refresh"]["__typename"] == "SignedIn"
    assert "ostiary" not in friendly.evaluate("document.cookie")
    stored = {cookie["name"]: cookie for cookie in friendly.context.cookies(site.url)}
    assert set(stored) == {"ostiary-access", "ostiary-refresh"}
    assert all(cookie["httpOnly"] and cookie["sameSite"] == "Lax" for cookie in stored.values())
    assert ask(friendly, site, "signOut", input=None)["data"]["signOut"]["sessionsRevoked"] == 1
    assert friendly.context.cookies(site.url) == []
    assert ask(friendly, site, "me")["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


def test_a_page_of_another_site_cannot_use_the_cookies(friendly, site, visitor, front_end_port):
    sign_in(friendly, site, visitor)
    foreign = friendly.context.new_page()
    foreign.goto(f"http://127.0.0.1:{front_end_port}")
    with site.database.unchanged():
        assert "blocked" in ask(foreign, site, "signOutEverywhere", keepCurrent=False)
        # Without the header there is no preflight that could fail, so the server must refuse by itself.
        assert "blocked" in ask(foreign, site, "signOutEverywhere", headers={}, keepCurrent=False)
    assert ask(friendly, site, "me")["data"]["me"]


def test_a_form_of_another_site_does_nothing(friendly, site, visitor, front_end_port):
    sign_in(friendly, site, visitor)
    foreign = friendly.context.new_page()
    foreign.goto(f"http://127.0.0.1:{front_end_port}")
    with site.database.unchanged():
        for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
            foreign.goto(f"http://127.0.0.1:{front_end_port}")
            with foreign.expect_navigation():
                foreign.evaluate(
                    """([url, kind]) => {
                      const form = document.createElement("form");
                      Object.assign(form, { method: "POST", action: url + "/graphql", enctype: kind });
                      const field = document.createElement("input");
                      field.name = '{"query":"mutation{signOutEverywhere{sessionsRevoked}}","x":"';
                      field.value = '"}';
                      form.append(field); document.body.append(form); form.submit();
                    }""",
                    [site.url, kind],
                )
            assert "application/json in UTF-8" in foreign.content()
    assert ask(friendly, site, "me")["data"]["me"]


def test_an_unlisted_origin_of_our_own_site_cannot_either(friendly, site, visitor, browser):
    """Same site, so the browser sends the Lax cookies along: CORS and the Origin check are what stops it."""
    sign_in(friendly, site, visitor)
    with ThreadingHTTPServer(("127.0.0.1", 0), BlankPage) as pages:
        threading.Thread(target=pages.serve_forever, daemon=True).start()
        other = friendly.context.new_page()
        other.goto(f"http://localhost:{pages.server_port}")
        with site.database.unchanged():
            for headers in (MODE, {}):
                assert "blocked" in ask(other, site, "signOutEverywhere", headers=headers, keepCurrent=False)
        pages.shutdown()
    assert ask(friendly, site, "me")["data"]["me"]

"""The pages in a real browser: without scripts, by keyboard, on a phone; and nothing of them goes to anyone else."""

import shutil
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

from tests.support.mail import link_in, token_in, wait_for_mail
from tests.support.people import PASSWORD, new_email, sign_in, sign_up, sign_up_verified
from tests.support.server import Server

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PHONE = {"width": 360, "height": 740}
PAGES = ["verify", "verify?token=x", "reset", "reset?token=x", "forgot", "resend", "undo-email-change?token=x", "login"]
NEW_PASSWORD = "harbour-of-quiet-lanterns"

pytestmark = [
    pytest.mark.drill,
    pytest.mark.one_engine,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed"),
]


class Window:
    """A browser window without JavaScript, which notes what it asked for and what it complained about."""

    def __init__(self, browser: Browser, **options: Any) -> None:
        self.context = browser.new_context(java_script_enabled=False, **options)
        self.requests: list[Request] = []
        self.complaints: list[str] = []
        self.context.on("request", self._note)
        self.context.on("console", lambda message: self._hear(message.text))
        self.page = self.context.new_page()

    def _note(self, request: Request) -> None:
        self.requests.append(request)

    def _hear(self, text: str) -> None:
        # The browser also mentions each answer that is not 200.
        if not text.startswith(("Failed to load resource", "[DOM]")):
            self.complaints.append(text)

    def type_and_press(self, page: Page, button: str, **typed: str) -> None:
        for name, value in typed.items():
            page.fill(f"#{name}", value)
        page.get_by_role("button", name=button, exact=True).click()

    def told(self, secret: str) -> list[str]:
        """Every request whose headers hold the secret."""
        return [request.url for request in self.requests if secret in request.all_headers().get("referer", "")]

    def hosts(self) -> set[str]:
        return {urlsplit(request.url).netloc for request in self.requests if not request.url.startswith("data:")}


class Application(BaseHTTPRequestHandler):
    """Somebody's application on another origin. It sends the grant on, once more, and has a form that posts to us."""

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        self.send_response(302 if path == "/welcome" else 200)
        if path == "/welcome":
            self.send_header("Location", f"http://localhost:{self.headers['Host'].partition(':')[2]}/home?{query}")
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(f'<form method="post" action="{query}"><button>Win a prize</button></form>'.encode())

    def log_message(self, *_args: object) -> None:
        pass


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield browser
        browser.close()


@pytest.fixture
def window(browser: Browser) -> Iterator[Window]:
    window = Window(browser)
    yield window
    window.context.close()


@pytest.fixture(scope="module")
def application() -> Iterator[str]:
    """The origin of an application."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Application)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_from_the_mailbox_to_a_session(window: Window, server: Server):
    email = sign_up(server.api)
    token = token_in(wait_for_mail(server.api, email))
    window.page.goto(f"{server.url}/dev/mailbox?to={email}")
    with window.context.expect_page() as opened:
        window.page.frame_locator("iframe").locator("a").first.click()
    page = opened.value
    page.get_by_role("button", name="Verify my address").click()
    page.get_by_role("link", name="Sign in").click()
    window.type_and_press(page, "Sign in", email=email, password=PASSWORD)
    page.get_by_role("heading", name="Your account").wait_for()
    window.type_and_press(page, "Sign out")
    page.get_by_role("heading", name="Sign in").wait_for()
    assert window.complaints == []
    assert window.told(token) == []
    assert window.hosts() == {urlsplit(server.url).netloc}


def test_a_reset_with_a_weak_password_first(window: Window, server: Server):
    email = sign_up_verified(server.api).email
    server.api.run("requestPasswordReset", input={"email": email})
    mail = wait_for_mail(server.api, email, subject="password")
    window.page.goto(link_in(mail))
    window.type_and_press(window.page, "Set password", newPassword="password1")
    field = window.page.get_by_label("New password")
    assert field.get_attribute("aria-invalid") == "true"
    assert "newPassword-faults" in str(field.get_attribute("aria-describedby"))
    assert field.get_attribute("autocomplete") == "new-password"
    assert field.input_value() == ""
    window.type_and_press(window.page, "Set password", newPassword=NEW_PASSWORD)
    window.page.get_by_role("heading", name="Your new password is set").wait_for()
    assert sign_in(server.api, email, NEW_PASSWORD)
    assert window.complaints == []
    assert window.told(token_in(mail)) == []


def test_a_flow_ends_in_the_application_wherever_that_leads(
    window: Window, make_server: Callable[..., Server], application: str
):
    server = make_server(ALLOWED_REDIRECT_ORIGINS=application)
    email = sign_up(server.api, redirectUrl=f"{application}/welcome")
    mail = wait_for_mail(server.api, email)
    window.page.goto(link_in(mail))
    window.type_and_press(window.page, "Verify my address")
    window.page.wait_for_url("**/home?grant=at_*", wait_until="commit")
    grant = window.page.url.partition("grant=")[2]
    assert server.api.run("redeemGrant", input={"grant": grant})["user"]["email"] == email
    assert window.complaints == []
    assert [request.url for request in window.requests if request.all_headers().get("referer")] == []


def test_a_form_of_another_site_ends_no_session(window: Window, server: Server, application: str):
    person = sign_up_verified(server.api)
    window.page.goto(f"{server.url}/auth/login")
    window.type_and_press(window.page, "Sign in", email=person.email, password=PASSWORD)
    window.page.goto(f"{application}/game?{server.url}/auth/logout")
    window.type_and_press(window.page, "Win a prize")
    window.page.get_by_role("heading", name="Please try that again").wait_for()
    window.page.goto(f"{server.url}/auth/account")
    window.page.get_by_role("heading", name="Your account").wait_for()


def test_signing_in_by_keyboard(window: Window, server: Server):
    person = sign_up_verified(server.api)
    window.page.goto(f"{server.url}/auth/login")
    keyboard = window.page.keyboard
    window.page.locator("#email:focus").wait_for()
    keyboard.type(person.email)
    keyboard.press("Tab")
    keyboard.type(PASSWORD)
    keyboard.press("Enter")
    window.page.get_by_role("heading", name="Your account").wait_for()
    keyboard.press("Tab")
    window.page.get_by_role("button", name="Sign out").and_(window.page.locator(":focus")).wait_for()
    keyboard.press("Enter")
    window.page.get_by_role("heading", name="Sign in").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_fits_a_phone(browser: Browser, server: Server, scheme: str):
    window = Window(browser, viewport=PHONE, color_scheme=scheme)
    sign_up(server.api, email=new_email("a-rather-long-name-that-has-to-be-broken-somewhere"))
    addresses = [*(f"/auth/{page}" for page in PAGES), "/dev/mailbox", "/no-such-page"]
    for address in addresses:
        window.page.goto(server.url + address)
        assert window.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], address
        assert window.page.locator("html[lang] h1, .messages").first.is_visible()
    assert window.complaints == []
    window.context.close()

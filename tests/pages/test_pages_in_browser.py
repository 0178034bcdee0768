"""The pages in a real browser: without scripts, by keyboard, on a phone; and nothing of them goes to anyone else."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest

from tests.pages.windows import Window
from tests.support.browser import needs_browser
from tests.support.mail import link_in, token_in, wait_for_mail
from tests.support.people import PASSWORD, sign_in, sign_up, sign_up_verified
from tests.support.server import Server

NEW_PASSWORD = "harbour-of-quiet-lanterns"

pytestmark = [
    pytest.mark.drill,
    pytest.mark.one_engine,
    needs_browser,
]


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
    page.get_by_role("link", name="Continue").click()
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
    # The skip link, the brand and two places stand before it.
    for _ in range(5):
        keyboard.press("Tab")
    window.page.get_by_role("button", name="Sign out").and_(window.page.locator(":focus")).wait_for()
    keyboard.press("Enter")
    window.page.get_by_role("heading", name="Sign in").wait_for()

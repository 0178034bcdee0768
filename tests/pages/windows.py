"""A real browser, for drills: Chromium where there is one."""

from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Request

from tests.support.people import PASSWORD
from tests.support.server import Server

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
# Milliseconds.
PATIENCE = 15_000
REACHABLE = "a[href], button, input:not([type=hidden]), select, summary"
MARK_REACHABLE = f"""() => {{
  const shown = [...document.querySelectorAll("{REACHABLE}")].filter((one) => one.checkVisibility());
  for (const one of shown) one.setAttribute("data-wanted", "");
  return shown.length;
}}"""
UNREACHED = """() => [...document.querySelectorAll("[data-wanted]:not([data-reached])")].map((one) => one.outerHTML)"""


class Window:
    """A browser window, which notes what it asked for and what it complained about."""

    def __init__(self, browser: Browser, *, runs_scripts: bool = False, **options: Any) -> None:
        self.context = browser.new_context(java_script_enabled=runs_scripts, **options)
        self.context.set_default_timeout(PATIENCE)
        self.requests: list[Request] = []
        self.complaints: list[str] = []
        self.context.on("request", self._note)
        self.context.on("console", lambda message: self._hear(message.text))
        self.page = self.context.new_page()

    def _note(self, request: Request) -> None:
        self.requests.append(request)

    def _hear(self, text: str) -> None:
        # The browser also mentions each answer that is not 200, and that somebody pressed Tab before it set the focus.
        if not text.startswith(("Failed to load resource", "[DOM]", "Autofocus processing was blocked")):
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

    def sign_in(self, server: Server, email: str) -> None:
        self.page.goto(f"{server.url}/auth/login")
        self.type_and_press(self.page, "Sign in", email=email, password=PASSWORD)

    def unreachable(self) -> list[str]:
        """What can be clicked or typed into, and yet never takes the focus while Tab goes through the page."""
        found = self.page.evaluate(MARK_REACHABLE)
        self.page.evaluate("document.activeElement.blur()")
        for _ in range(found + 2):
            self.page.keyboard.press("Tab")
            self.page.evaluate("document.activeElement.setAttribute('data-reached', '')")
        return list(self.page.evaluate(UNREACHED))

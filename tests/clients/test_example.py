"""The TypeScript example in headless Chromium: the way in, and two tabs whose tokens expire at one moment."""

import shutil
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from codegen import node
from tests.clients.conftest import install_packages, run_node
from tests.providers.fakes import CLIENT_ID, CLIENT_SECRET, Fakes
from tests.support.browser import needs_browser
from tests.support.mail import code_in, link_in, wait_for_mail
from tests.support.people import PASSWORD, new_email, sign_up_verified
from tests.support.server import Server

EXAMPLE = node.FOLDER / "example"
LIFETIME = 2
MODES = ("cookie", "bearer")

PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
GO_TO_GOOGLE = """async (url) => {
  const { OstiaryClient, startProviderSignIn } = await import("/client/index.js");
  const ostiary = new OstiaryClient({ url, mode: "cookie" });
  void startProviderSignIn(ostiary, { provider: "google", redirectUrl: location.href });
}"""
IN_A_WORKER = """([url, email, password]) => new Promise((resolve) => {
  const script = `
    import { MeDocument, OstiaryClient, SignInDocument } from "${location.origin}/client/index.js";
    const ostiary = new OstiaryClient({ url: "${url}" });
    await ostiary.run(SignInDocument, { input: { email: "${email}", password: "${password}" } });
    postMessage((await ostiary.run(MeDocument)).me.email);
  `;
  const worker = new Worker(URL.createObjectURL(new Blob([script], { type: "text/javascript" })), { type: "module" });
  worker.onmessage = ({ data }) => resolve(data);
  worker.onerror = ({ message }) => resolve(message);
})"""
ADD_AND_USE_A_PASSKEY = """async ([url, email, password]) => {
  const { OstiaryClient, SignInDocument, MeDocument, addPasskey, signInWithPasskey } = await import("/client/index.js");
  const ostiary = new OstiaryClient({ url, mode: "cookie" });
  await ostiary.run(SignInDocument, { input: { email, password } });
  const added = await addPasskey(ostiary, "My phone");
  await ostiary.signOut();
  const entered = await signInWithPasskey(ostiary);
  return [added.name, entered.user.email, (await ostiary.run(MeDocument)).me.passkeys.length];
}"""

pytestmark = [
    pytest.mark.drill,
    pytest.mark.one_engine,
    needs_browser,
]


class Files(SimpleHTTPRequestHandler):
    def log_message(self, *_arguments: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def provider() -> Iterator[Fakes]:
    """Plays Google."""
    fakes = Fakes()
    yield fakes
    fakes.close()


@pytest.fixture(scope="module")
def site(client_package: Path, make_server, provider: Fakes, tmp_path_factory) -> Iterator[tuple[str, Server]]:
    """Where the example is served, once for each mode, and the server that it speaks to."""
    install_packages(EXAMPLE)
    folder = tmp_path_factory.mktemp("example")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Files, directory=str(folder))) as files:
        origin = f"http://localhost:{files.server_port}"
        settings: dict[str, object] = {"CORS_ORIGINS": origin, "ALLOWED_REDIRECT_ORIGINS": origin}
        google = {"CLIENT_ID": CLIENT_ID, "CLIENT_SECRET": CLIENT_SECRET, "BASE_URL": provider.issuer("google")}
        settings |= {f"OAUTH_GOOGLE_{name}": value for name, value in google.items()}
        server = make_server(ACCESS_TOKEN_TTL=f"{LIFETIME}s", **settings)
        run_node("node_modules/typescript/bin/tsc", folder=EXAMPLE)
        for mode in MODES:
            with pytest.MonkeyPatch.context() as environment:
                environment.setenv("VITE_OSTIARY_URL", f"{server.url}/graphql")
                environment.setenv("VITE_OSTIARY_MODE", mode)
                build = ["build", "--base", f"/{mode}/", "--outDir", folder / mode]
                run_node("node_modules/vite/bin/vite.js", *build, folder=EXAMPLE)
        shutil.copytree(client_package / "dist", folder / "client")
        threading.Thread(target=files.serve_forever, daemon=True).start()
        yield origin, server
        files.shutdown()


@pytest.fixture(params=MODES)
def application(request, site: tuple[str, Server]) -> tuple[str, Server]:
    origin, server = site
    return f"{origin}/{request.param}/", server


@pytest.fixture
def window(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context() as window:
        yield window


def sign_up(page: Page, address: str) -> str:
    email = new_email()
    page.goto(address)
    page.get_by_role("button", name="I have no account yet").click()
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign up").click()
    page.get_by_role("heading", name="Look into your mailbox").wait_for()
    return email


def test_two_tabs_whose_tokens_expire_at_one_moment(window: BrowserContext, application: tuple[str, Server]):
    address, server = application
    first = window.new_page()
    email = sign_up(first, address)
    first.get_by_label("Code").fill(code_in(wait_for_mail(server.api, email)))
    first.get_by_role("button", name="Verify").click()
    first.get_by_role("heading", name=f"Welcome, {email}").wait_for()
    first.get_by_label("New organisation").fill("Analytical Engines")
    first.get_by_role("button", name="Found it").click()
    second = window.new_page()
    second.goto(address)
    tabs = [first, second]
    for tab in tabs:
        expect(tab.get_by_role("listitem")).to_have_text([f"{email} owner"])

    asked: list[str] = []
    window.on("request", lambda request: asked.append(request.post_data or ""))
    time.sleep(LIFETIME + 0.5)
    at = time.time() * 1000 + 500
    for tab in tabs:
        look = "at => setTimeout(() => document.querySelector('section button').click(), at - Date.now())"
        tab.evaluate(look, at)
    for tab in tabs:
        expect(tab.get_by_text("Looked 2 times")).to_be_visible()
        expect(tab.get_by_role("listitem")).to_have_text([f"{email} owner"])
    assert len([body for body in asked if "mutation Refresh" in body]) == 1

    second.get_by_role("button", name="Sign out everywhere").click()
    for tab in tabs:
        tab.get_by_role("heading", name="Sign in").wait_for()
    assert server.database.count("sessions", "ended_at IS NULL") == 0


def test_the_link_in_the_mail_ends_in_the_application(window: BrowserContext, application: tuple[str, Server]):
    address, server = application
    page = window.new_page()
    email = sign_up(page, address)
    page.goto(link_in(wait_for_mail(server.api, email)))
    page.get_by_role("button", name="Verify my address").click()
    page.get_by_role("heading", name=f"Welcome, {email}").wait_for()
    assert page.url == address
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name=f"Welcome, {email}").wait_for()


def test_a_passkey_is_added_and_signs_in(window: BrowserContext, site: tuple[str, Server]):
    origin, server = site
    email = sign_up_verified(server.api).email
    page = window.new_page()
    page.goto(f"{origin}/cookie/")
    authenticator = window.new_cdp_session(page)
    authenticator.send("WebAuthn.enable")
    authenticator.send("WebAuthn.addVirtualAuthenticator", {"options": PHONE})
    shown = page.evaluate(ADD_AND_USE_A_PASSKEY, [f"{server.url}/graphql", email, PASSWORD])
    assert shown == ["My phone", email, 1]


def test_in_a_worker(window: BrowserContext, site: tuple[str, Server]):
    origin, server = site
    email = sign_up_verified(server.api).email
    page = window.new_page()
    page.goto(f"{origin}/cookie/")
    assert page.evaluate(IN_A_WORKER, [f"{server.url}/graphql", email, PASSWORD]) == email


def test_by_way_of_a_provider(window: BrowserContext, site: tuple[str, Server], provider: Fakes):
    origin, server = site
    page = window.new_page()
    page.goto(f"{origin}/cookie/")
    provider.answer_parameters = {"code": None, "error": "access_denied"}
    page.evaluate(GO_TO_GOOGLE, f"{server.url}/graphql")
    page.get_by_text("That did not work: access_denied.").wait_for()
    provider.reset()
    page.evaluate(GO_TO_GOOGLE, f"{server.url}/graphql")
    page.get_by_role("heading", name="Welcome").wait_for()
    assert page.url == f"{origin}/cookie/"

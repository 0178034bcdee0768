"""Every page in a real browser: light and dark, on a phone and on a desk, by keyboard, with and without scripts."""

from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, CDPSession

from tests.pages.windows import DESK, PHONE, Window
from tests.second_factors.factors import Guarded, code_of, new_guarded
from tests.support.browser import needs_browser
from tests.support.mail import code_in, wait_for_mail
from tests.support.people import PASSWORD, Person, new_email, sign_in, sign_up, sign_up_verified
from tests.support.server import Server

AXE = Path(__file__).resolve().parents[2] / "server/pages/graphiql/node_modules/axe-core/axe.min.js"
# What axe calls serious or critical, and nothing milder.
CHECK = """async () => {
  const { violations } = await axe.run({ resultTypes: ["violations"] });
  return violations.filter((one) => ["serious", "critical"].includes(one.impact))
    .map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" ")}`);
}"""
FOR_ALL = [
    "login", "signup", "forgot", "forgot/phone", "reset", "reset?token=x", "verify", "verify?token=x", "resend",
    "magic", "magic?token=x", "magic/send", "phone", "phone/code", "phone/sign-in", "phone/signup", "phone/verify",
    "phone/resend", "undo-email-change?token=x", "invite?token=x", "landed?error=access_denied", "no-such-page",
]  # fmt: skip
FOR_PEOPLE = [
    "account", "account/email", "account/password", "account/factors", "account/providers", "account/sessions",
    "account/activity", "account/data", "orgs", "orgs/new", "orgs/{org}", "orgs/{org}/invites", "orgs/{org}/settings",
    "enroll",
]  # fmt: skip
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}

pytestmark = [
    pytest.mark.drill,
    pytest.mark.one_engine,
    needs_browser,
]


class World(NamedTuple):
    server: Server
    person: Person
    guarded: Guarded
    org_id: str


@pytest.fixture
def world(open_server: Server) -> World:
    """Somebody with an organisation of several people and invitations, and somebody with a second factor."""
    person = sign_up_verified(open_server.api, fullName="Ada Lovelace-with-a-rather-long-name")
    org_id = person.api.run("createOrg", input={"name": "Engines"})["id"]
    for role in ("ADMIN", "MEMBER"):
        other = sign_up_verified(open_server.api, email=new_email("a-rather-long-name-that-has-to-be-broken"))
        person.api.run("addMember", input={"orgId": org_id, "userId": other.user_id, "role": role})
    person.api.run("invite", input={"orgId": org_id, "email": new_email(), "role": "MEMBER"})
    sign_in(open_server.api, person.email)
    return World(open_server, person, new_guarded(open_server.api, open_server.database), org_id)


def pages_of(world: World) -> list[str]:
    return [f"/auth/{page.format(org=world.org_id)}" for page in FOR_PEOPLE]


def faults_on(window: Window, width: int) -> list[str]:
    """Of the page that is shown."""
    faults = []
    if window.page.evaluate("document.documentElement.scrollWidth") > width:
        faults.append("is wider than the window")
    if window.page.locator("h1").count() != 1 and not window.page.locator(".messages").count():
        faults.append("has no heading")
    return faults


def walk(window: Window, world: World, check: Any) -> dict[str, list[str]]:
    """Opens every page, as a stranger and then as somebody, with a form that failed and a second step on the way."""
    server, page, found = world.server, window.page, {}

    def look(name: str) -> None:
        if faults := check():
            found[name] = faults

    for address in ["/dev/mailbox", *(f"/auth/{name}" for name in FOR_ALL)]:
        page.goto(server.url + address)
        look(address)
    page.goto(f"{server.url}/auth/signup")
    window.type_and_press(page, "Make my account", email=new_email(), password="password1")
    page.locator("div.problem:focus").wait_for()
    look("a form that failed")
    window.sign_in(server, world.guarded.email)
    page.get_by_role("heading", name="One more step").wait_for()
    look("the second step")
    window.sign_in(server, world.person.email)
    page.get_by_role("heading", name="Your account").wait_for()
    for address in pages_of(world):
        page.goto(server.url + address)
        look(address)
    page.goto(f"{server.url}/auth/account/factors")
    page.get_by_role("button", name="Set it up").click()
    page.get_by_role("heading", name="Set up an authenticator app").wait_for()
    look("an authenticator")
    return found


@pytest.mark.parametrize(("scheme", "size"), [("dark", PHONE), ("light", DESK)])
def test_every_page_fits_and_is_reached_by_keyboard_without_scripts(
    browser: Browser, world: World, scheme: str, size: dict[str, int]
):
    window = Window(browser, viewport=size, color_scheme=scheme)
    assert walk(window, world, lambda: [*faults_on(window, size["width"]), *window.unreachable()]) == {}
    assert window.complaints == []
    assert window.hosts() == {urlsplit(world.server.url).netloc}
    window.context.close()


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: make setup, with the npm registry in reach")
@pytest.mark.parametrize(("scheme", "size"), [("light", PHONE), ("dark", DESK)])
def test_axe_finds_nothing_serious_on_any_page(browser: Browser, world: World, scheme: str, size: dict[str, int]):
    window, axe = Window(browser, runs_scripts=True, viewport=size, color_scheme=scheme), AXE.read_text()

    def check() -> list[str]:
        window.page.evaluate(axe)
        return [*window.page.evaluate(CHECK), *faults_on(window, size["width"])]

    assert walk(window, world, check) == {}
    assert window.complaints == []
    assert window.hosts() == {urlsplit(world.server.url).netloc}
    window.context.close()


@pytest.mark.parametrize("runs_scripts", [False, True])
def test_from_sign_up_to_a_second_factor_by_keyboard_alone(browser: Browser, world: World, runs_scripts: bool):
    window, email = Window(browser, runs_scripts=runs_scripts, viewport=PHONE), new_email()
    page, keyboard = window.page, window.page.keyboard

    def tab_to(name: str, role: Any = "button") -> None:
        wanted = page.get_by_role(role, name=name, exact=True).and_(page.locator(":focus"))
        for _ in range(40):
            keyboard.press("Tab")
            if wanted.count():
                return
        raise AssertionError(f"Tab never comes to {name}")

    def fill(label: str, text: str) -> None:
        tab_to(label, "textbox")
        keyboard.type(text)

    page.goto(f"{world.server.url}/auth/login")
    tab_to("Make an account", "link")
    keyboard.press("Enter")
    page.get_by_role("heading", name="Make an account").wait_for()
    keyboard.type("Ada")
    fill("Email address", email)
    keyboard.press("Tab")
    keyboard.type(PASSWORD)
    keyboard.press("Enter")
    page.get_by_role("heading", name="Verify your email address").wait_for()
    keyboard.type(code_in(wait_for_mail(world.server.api, email)))
    keyboard.press("Enter")
    page.get_by_role("heading", name="Your address is verified").wait_for()
    tab_to("Continue", "link")
    keyboard.press("Enter")
    page.get_by_role("heading", name="Your account").wait_for()
    tab_to("Security", "link")
    keyboard.press("Enter")
    tab_to("Set it up")
    keyboard.press("Enter")
    page.get_by_role("heading", name="Set up an authenticator app").wait_for()
    secret = page.locator(".secret code").inner_text()
    fill("Code", code_of(secret))
    keyboard.press("Enter")
    page.get_by_role("heading", name="Keep your recovery codes").wait_for()
    assert window.complaints == []
    window.context.close()


def with_authenticator(window: Window) -> tuple[CDPSession, str]:
    """A device that answers at once; its session, and its id for what it does next."""
    devtools = window.context.new_cdp_session(window.page)
    devtools.send("WebAuthn.enable")
    added = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return devtools, added["authenticatorId"]


def test_a_passkey_is_added_and_signs_in(browser: Browser, world: World):
    window = Window(browser, runs_scripts=True, viewport=PHONE)
    page, server, person = window.page, world.server, sign_up_verified(world.server.api)
    with_authenticator(window)
    window.sign_in(server, person.email)
    page.get_by_role("heading", name="Your account").wait_for()
    page.goto(f"{server.url}/auth/account/factors")
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_label("Name", exact=False).fill("my phone")
    page.get_by_role("button", name="Make the passkey").click()
    page.get_by_text("Your passkey is ready").wait_for()
    assert page.get_by_text("my phone", exact=True).count()
    # First by the button alone.
    page.route("**/auth/passkey/offer", lambda route: route.abort())
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("heading", name="Your account").wait_for()
    page.unroute("**/auth/passkey/offer")
    with page.expect_response("**/auth/passkey/offer") as offered:
        page.get_by_role("button", name="Sign out").click()
    assert offered.value.ok, "where the address is typed in, the browser may offer a passkey"
    assert window.complaints == []
    window.context.close()


def test_a_passkey_that_is_refused_says_what_to_do(browser: Browser, world: World):
    window = Window(browser, runs_scripts=True)
    devtools, device = with_authenticator(window)
    devtools.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
    window.page.goto(f"{world.server.url}/auth/login")
    window.page.get_by_role("button", name="Use a passkey").click()
    window.page.get_by_text("That did not work, or was cancelled.").wait_for()
    assert window.page.get_by_role("link", name="Another way to sign in").is_visible()
    window.context.close()


def test_a_password_is_shown_on_request_and_sent_hidden(browser: Browser, world: World):
    window = Window(browser, runs_scripts=True)
    page, email = window.page, sign_up(world.server.api)
    page.goto(f"{world.server.url}/auth/login")
    page.fill("#password", PASSWORD)
    page.get_by_role("button", name="Show").click()
    assert page.locator("#password").get_attribute("type") == "text"
    page.fill("#email", email)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_text("Verify your email address first.").wait_for()
    assert page.locator("#password").get_attribute("type") == "password"
    window.context.close()

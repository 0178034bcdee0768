"""A flow belongs to the browser that began it, opens once, ends once and lapses."""

import httpx
import pytest

from tests.accounts.wire import PAST
from tests.providers.browsing import APP, Browser
from tests.providers.fakes import CLIENT_ID, Fakes, query_of

GONE = httpx.codes.GONE
EXPIRED = {"error": "link_expired"}
WRITTEN_BY_THE_FLOW = ["provider_flows"]


def parameters_of(answer: httpx.Response) -> dict[str, str]:
    return {name: value for name, value in query_of(answer.headers["location"]).items() if name != "tab"}


def test_another_browser_cannot_end_it_and_its_own_still_can(browser: Browser):
    callback = browser.callback(browser.begin("github"))
    other = Browser(browser.server)
    with browser.server.database.unchanged():
        assert parameters_of(other.http.get(callback)) == EXPIRED
    assert browser.http.get(callback).headers["location"].startswith(f"{APP}/welcome?tab=1&grant=at_")


def test_a_swapped_state_is_of_another_browser(browser: Browser, fakes: Fakes):
    """The attacker's answer in the victim's browser, which has a flow of its own."""
    attacker = Browser(browser.server)
    attackers = attacker.callback(attacker.begin("github"))
    victims = browser.callback(browser.begin("github"))
    assert parameters_of(browser.http.get(attackers)) == EXPIRED
    mixed = str(httpx.URL(victims).copy_set_param("state", query_of(attackers)["state"]))
    assert parameters_of(browser.http.get(mixed)) == EXPIRED
    assert browser.server.database.count("users", "email = ?", fakes.email) == 0


def test_a_replayed_answer_is_refused(browser: Browser):
    callback = browser.callback(browser.begin("github"))
    assert parameters_of(browser.http.get(callback)).keys() == {"grant"}
    with browser.server.database.unchanged():
        assert parameters_of(browser.http.get(callback)) == EXPIRED


def test_a_code_of_another_flow_does_not_match_its_verifier(browser: Browser, fakes: Fakes):
    """A code injected into one's own flow: PKCE."""
    first, second = (browser.callback(browser.begin("github")) for _ in range(2))
    injected = str(httpx.URL(first).copy_set_param("code", query_of(second)["code"]))
    assert parameters_of(browser.http.get(injected)) == {"error": "provider_invalid_answer"}
    assert browser.server.database.count("users", "email = ?", fakes.email) == 0


def test_two_tabs_do_not_break_each_other(browser: Browser):
    first, second = (browser.callback(browser.begin("github")) for _ in range(2))
    assert parameters_of(browser.http.get(second)).keys() == {"grant"}
    assert parameters_of(browser.http.get(first)).keys() == {"grant"}


def test_our_address_is_good_for_one_visit(browser: Browser):
    own = browser.begin("github")
    browser.visit(own)
    with browser.server.database.unchanged():
        assert browser.http.get(own).status_code == GONE


def test_a_scanner_that_only_looks_spends_nothing(browser: Browser):
    own = browser.begin("github")
    with browser.server.database.unchanged():
        assert browser.http.head(own).status_code == httpx.codes.OK
    callback = browser.callback(own)
    with browser.server.database.unchanged():
        assert browser.http.head(callback).status_code == httpx.codes.OK
    assert parameters_of(browser.http.get(callback)).keys() == {"grant"}


def test_a_flow_lapses(browser: Browser):
    own, callback = browser.begin("github"), browser.callback(browser.begin("github"))
    browser.server.database.execute("UPDATE provider_flows SET expires_at = ?", PAST)
    assert browser.http.get(own).status_code == GONE
    assert parameters_of(browser.http.get(callback)) == EXPIRED


def test_a_flow_is_of_one_provider(browser: Browser):
    own = browser.begin("github")
    assert browser.http.get(own.replace("/github", "/discord")).status_code == GONE
    callback = browser.callback(own)
    assert browser.http.get(callback.replace("/github/", "/discord/")).status_code == GONE
    assert parameters_of(browser.http.get(callback)).keys() == {"grant"}


@pytest.mark.parametrize(
    "path",
    [
        "github",
        "github?flow=",
        "github?flow=x",
        "github?flow=%00",
        "myspace?flow=x",
        "%00?flow=x",
        "github/callback",
        "github/callback?state=x&code=y",
        "github/callback?state=%F0%9F%98%80&code=%00",
        "myspace/callback?state=x",
    ],
)
def test_what_belongs_to_no_flow_is_gone(browser: Browser, path: str):
    with browser.server.database.unchanged():
        answer = browser.http.get(f"{browser.server.url}/auth/provider/{path}")
    assert answer.status_code == GONE
    assert "location" not in answer.headers


def test_the_provider_is_asked_with_pkce_a_nonce_and_our_public_address(browser: Browser):
    asked = query_of(browser.visit(browser.begin("acme")))
    again = query_of(browser.visit(browser.begin("acme")))
    assert asked["redirect_uri"] == f"{browser.server.url}/auth/provider/acme/callback"
    assert (asked["client_id"], asked["code_challenge_method"]) == (CLIENT_ID, "S256")
    for name in ("state", "nonce", "code_challenge"):
        assert asked[name] != again[name]


def test_the_host_header_moves_nothing(browser: Browser):
    answer = browser.http.get(browser.begin("acme"), headers={"X-Forwarded-Host": "evil.example.com"})
    assert query_of(answer.headers["location"])["redirect_uri"].startswith(browser.server.url)


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(browser: Browser):
    cookie = browser.http.get(browser.begin("github")).headers["set-cookie"]
    assert cookie.startswith("ostiary-provider=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_no_row_holds_what_opens_or_ends_a_flow(browser: Browser):
    own = browser.begin("github")
    asked = query_of(browser.visit(own))
    written = str(browser.server.database.rows("SELECT * FROM provider_flows"))
    for secret in (query_of(own)["flow"], asked["state"], asked["code_challenge"], *browser.http.cookies.values()):
        assert secret not in written


def test_apples_form_comes_back_by_get_without_the_name(browser: Browser):
    url = f"{browser.server.url}/auth/provider/apple/callback"
    posted = httpx.post(url, data={"state": "s", "code": "c&d", "user": '{"name": "Ada"}'}, trust_env=False)
    assert posted.status_code == httpx.codes.SEE_OTHER
    assert posted.headers["location"] == "/auth/provider/apple/callback?state=s&code=c%26d"


@pytest.mark.parametrize(("body", "status"), [(b"\xff", 400), (b"a=1&" * 100, 400), (b"x" * 70_000, 413)])
def test_a_form_that_is_none(browser: Browser, body: bytes, status: int):
    answer = httpx.post(f"{browser.server.url}/auth/provider/apple/callback", content=body, trust_env=False)
    assert answer.status_code == status

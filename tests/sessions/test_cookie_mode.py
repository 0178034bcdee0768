"""Cookie mode: a browser never sees its tokens, and another site cannot use them."""

from http.cookies import SimpleCookie

import pytest

from tests.support.api import Api
from tests.support.people import PASSWORD, new_email

HTTPS = "https://auth.example.com"


def cookies_of(answer):
    """Each cookie that the answer sets, with its attributes."""
    jar = SimpleCookie()
    for line in answer.headers.get_list("set-cookie"):
        jar.load(line)
    return {
        name: {"value": morsel.value, **{key: value for key, value in morsel.items() if value}}
        for name, morsel in jar.items()
    }


@pytest.fixture
def signed_in(browser, person):
    browser.execute("signIn", input={"email": person.email, "password": PASSWORD})
    return browser


def test_tokens_travel_as_cookies(browser, person):
    answer = browser.execute("signIn", input={"email": person.email, "password": PASSWORD})
    outcome = answer.data["signIn"]
    assert (outcome["__typename"], outcome["accessToken"], outcome["refreshToken"]) == ("SignedIn", None, None)
    cookies = cookies_of(answer)
    assert set(cookies) == {"ostiary-access", "ostiary-refresh"}
    for cookie in cookies.values():
        assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert cookies["ostiary-access"]["max-age"] == "900"
    assert answer.headers["Cache-Control"] == "no-store"
    assert browser.run("me")["id"] == person.user_id


def test_refresh_by_cookie_alone(signed_in, person):
    before = signed_in.http.cookies["ostiary-refresh"]
    assert signed_in.run("refresh")["__typename"] == "SignedIn"
    assert signed_in.http.cookies["ostiary-refresh"] != before
    assert signed_in.run("me")["id"] == person.user_id


def test_sign_out_by_cookie_alone(signed_in):
    del signed_in.http.cookies["ostiary-access"]
    answer = signed_in.execute("signOut")
    assert answer.data["signOut"]["sessionsRevoked"] == 1
    assert {cookie["value"] for cookie in cookies_of(answer).values()} == {""}
    assert dict(signed_in.http.cookies) == {}
    assert signed_in.execute("me").code == "UNAUTHENTICATED"


@pytest.mark.parametrize(
    ("operation", "arguments"), [("signOutEverywhere", {"keepCurrent": False}), ("deleteAccount", {})]
)
def test_what_ends_the_session_clears_the_cookies(signed_in, operation, arguments):
    signed_in.run(operation, **arguments)
    assert dict(signed_in.http.cookies) == {}


def test_reauthenticate_keeps_the_refresh_cookie(signed_in):
    before = signed_in.http.cookies["ostiary-refresh"]
    answer = signed_in.execute("reauthenticate", input={"password": PASSWORD})
    assert set(cookies_of(answer)) == {"ostiary-access"}
    assert signed_in.http.cookies["ostiary-refresh"] == before


def forged(server, signed_in, **headers):
    """What another site makes the person's browser send: its cookies, and headers of that site's choice."""
    api = Api(server.url, headers={name.replace("_", "-"): value for name, value in headers.items()})
    api.http.cookies = signed_in.http.cookies
    return api


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "", "http://localhost", "http://localhost:1", None])
def test_another_origin_is_refused(server, signed_in, database, origin):
    headers = {"Ostiary_Session": "cookie"} | ({} if origin is None else {"Origin": origin})
    with database.unchanged():
        for operation in ("me", "signOut", "deleteAccount"):
            answer = forged(server, signed_in, **headers).execute(operation)
            assert (answer.code, answer.reason) == ("FORBIDDEN", "CSRF")
    assert signed_in.run("me")


@pytest.mark.parametrize("origin", ["https://evil.example", None])
def test_without_the_header_cookies_mean_nothing(server, signed_in, database, origin):
    api = forged(server, signed_in, **({"Origin": origin} if origin else {}))
    with database.unchanged():
        answer = api.execute("deleteAccount")
        assert (answer.code, answer.reason) == ("UNAUTHENTICATED", "CSRF")
        assert api.run("signOut")["sessionsRevoked"] == 0
        assert api.run("refresh")["__typename"] == "InvalidToken"
    assert signed_in.run("me")


def test_sign_in_from_another_site_is_refused(server, person, database):
    """Nobody is signed in as somebody else without noticing."""
    with database.unchanged():
        evil = server.api.with_headers(Ostiary_Session="cookie", Origin="https://evil.example")
        answer = evil.execute("signIn", input={"email": person.email, "password": PASSWORD})
    assert (answer.code, answer.reason) == ("FORBIDDEN", "CSRF")
    assert "set-cookie" not in answer.headers


def test_a_bearer_token_comes_first(server, signed_in, newcomer):
    other = newcomer()
    api = forged(server, signed_in, Authorization=f"Bearer {other.access_token}")
    assert api.run("me")["id"] == other.user_id


def test_https_cookies_belong_to_the_host(make_server):
    server = make_server(PUBLIC_URL=HTTPS, REQUIRE_VERIFICATION="false")
    api = server.api.with_headers(Ostiary_Session="cookie", Origin=HTTPS)
    cookies = cookies_of(api.execute("signUp", input={"email": new_email(), "password": PASSWORD}))
    assert set(cookies) == {"__Host-ostiary-access", "__Host-ostiary-refresh"}
    for cookie in cookies.values():
        assert (cookie["secure"], cookie["path"], "domain" in cookie) == (True, "/", False)

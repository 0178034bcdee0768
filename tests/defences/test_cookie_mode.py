"""Cookie mode: tokens that no script reads, and that no other site can use (CSRF)."""

import httpx
import pytest

from tests.support.documents import document_for
from tests.support.people import PASSWORD, sign_up_verified
from tests.support.server import SECRET_KEY

MODE = {"Ostiary-Session": "cookie"}


def post(client, operation, headers=None, **variables):
    body = {"query": document_for(operation), "variables": variables}
    return client.post("/graphql", json=body, headers=headers or {})


def browser_of(server, person, **headers):
    """A client with a jar of its own that signed in by cookies."""
    client = httpx.Client(base_url=server.url, headers={**MODE, "Origin": server.url, **headers}, trust_env=False)
    answer = post(client, "signIn", input={"email": person.email, "password": PASSWORD})
    outcome = answer.json()["data"]["signIn"]
    assert outcome["__typename"] == "SignedIn"
    assert (outcome["accessToken"], outcome["refreshToken"]) == (None, None)
    return client, answer


def test_tokens_travel_as_cookies_that_no_script_reads(server, person):
    client, answer = browser_of(server, person)
    cookies = answer.headers.get_list("set-cookie")
    assert {cookie.split("=")[0] for cookie in cookies} == {"ostiary-access", "ostiary-refresh"}
    for cookie in cookies:
        parts = {part.strip().lower() for part in cookie.split(";")[1:]}
        assert {"httponly", "samesite=lax", "path=/"} <= parts
        assert "secure" not in parts
    assert answer.headers["cache-control"] == "no-store"
    assert post(client, "me").json()["data"]["me"]["email"] == person.email


def test_refresh_and_sign_out_work_with_cookies_alone(server, person):
    client, _ = browser_of(server, person)
    before = dict(client.cookies)
    renewed = post(client, "refresh", input=None).json()["data"]["refresh"]
    assert (renewed["__typename"], renewed["accessToken"], renewed["refreshToken"]) == ("SignedIn", None, None)
    assert dict(client.cookies)["ostiary-refresh"] != before["ostiary-refresh"]
    client.cookies.delete("ostiary-access")
    assert post(client, "me").json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    assert post(client, "refresh", input=None).json()["data"]["refresh"]["__typename"] == "SignedIn"
    ended = post(client, "signOut", input=None)
    assert ended.json()["data"]["signOut"]["sessionsRevoked"] == 1
    assert not dict(client.cookies)
    for cookie in ended.headers.get_list("set-cookie"):
        assert "Max-Age=0" in cookie
    stolen = httpx.Client(base_url=server.url, headers={**MODE, "Origin": server.url}, cookies=before, trust_env=False)
    assert post(stolen, "me").json()["errors"][0]["extensions"]["reason"] == "SESSION_ENDED"
    assert post(stolen, "refresh", input=None).json()["data"]["refresh"]["__typename"] == "InvalidToken"


def test_a_sign_in_makes_a_new_session_always(server, person):
    client, first = browser_of(server, person)
    again = post(client, "signIn", input={"email": person.email, "password": PASSWORD})
    one, two = (answer.json()["data"]["signIn"]["session"]["id"] for answer in (first, again))
    assert one != two


@pytest.mark.parametrize(
    "origin",
    [None, "https://evil.example", "null", "", "{url}.evil.example", "{url}/", "http://127.0.0.1:{port}"],
)
def test_cookies_of_another_origin_do_nothing(server, person, database, origin):
    client, _ = browser_of(server, person)
    cookies = dict(client.cookies)
    headers = {**MODE, **({} if origin is None else {"Origin": origin.format(url=server.url, port=server.port)})}
    foreign = httpx.Client(base_url=server.url, headers=headers, cookies=cookies, trust_env=False)
    with database.unchanged():
        for operation, variables in (("signOutEverywhere", {"keepCurrent": False}), ("refresh", {"input": None})):
            (error,) = post(foreign, operation, **variables).json()["errors"]
            assert (error["extensions"]["code"], error["extensions"]["reason"]) == ("FORBIDDEN", "CSRF")
    assert post(client, "me").json()["data"]["me"]


def test_cookies_without_the_header_do_nothing(server, person, database):
    client, _ = browser_of(server, person)
    plain = httpx.Client(base_url=server.url, cookies=dict(client.cookies), trust_env=False)
    with database.unchanged():
        for headers in ({}, {"Origin": server.url}, {"Ostiary-Session": "other"}):
            (error,) = post(plain, "signOutEverywhere", headers, keepCurrent=False).json()["errors"]
            assert (error["extensions"]["code"], error["extensions"]["reason"]) == ("UNAUTHENTICATED", "CSRF")


def test_a_foreign_page_cannot_sign_somebody_in_by_cookie(server, person, database):
    """Login CSRF: the victim would act in the attacker's account."""
    foreign = httpx.Client(base_url=server.url, headers={**MODE, "Origin": "https://evil.example"}, trust_env=False)
    with database.unchanged():
        answer = post(foreign, "signIn", input={"email": person.email, "password": PASSWORD})
    assert answer.json()["errors"][0]["extensions"]["reason"] == "CSRF"
    assert "set-cookie" not in answer.headers


def test_over_https_cookies_are_bound_to_the_host(make_server):
    server = make_server(PUBLIC_URL="https://auth.example.com")
    person = sign_up_verified(server.api)
    client = httpx.Client(base_url=server.url, headers={**MODE, "Origin": "https://auth.example.com"}, trust_env=False)
    answer = post(client, "signIn", input={"email": person.email, "password": PASSWORD})
    for cookie in answer.headers.get_list("set-cookie"):
        assert cookie.startswith("__Host-ostiary-")
        assert "; Secure" in cookie
        assert "; Path=/" in cookie
        assert "domain" not in cookie.lower()
    assert SECRET_KEY not in answer.text


def test_cors_answers_the_listed_origins_alone(make_server):
    server = make_server(CORS_ORIGINS="https://app.example.com")
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type,ostiary-session"}
    fine = server.api.http.options("/graphql", headers={"Origin": "https://app.example.com", **asked})
    assert fine.status_code == 200
    assert fine.headers["access-control-allow-origin"] == "https://app.example.com"
    assert fine.headers["access-control-allow-credentials"] == "true"
    for origin in ("https://evil.example", "https://app.example.com.evil.example", "null", "http://app.example.com"):
        refused = server.api.http.options("/graphql", headers={"Origin": origin, **asked})
        assert "access-control-allow-origin" not in refused.headers
        answer = server.api.http.post("/graphql", json={"query": "{ __typename }"}, headers={"Origin": origin})
        assert "access-control-allow-origin" not in answer.headers


def test_without_origins_there_is_no_cors(server):
    answer = server.api.http.post("/graphql", json={"query": "{ __typename }"}, headers={"Origin": "https://a.example"})
    assert not [name for name in answer.headers if name.startswith("access-control")]

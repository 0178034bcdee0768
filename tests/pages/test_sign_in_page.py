"""Signing in and out on our own pages, and the question that a proxy asks."""

import httpx
import pytest

from tests.pages.visitor import Visitor
from tests.support.api import Api
from tests.support.database import Database
from tests.support.people import PASSWORD, sign_in, sign_up, sign_up_verified
from tests.support.server import Server


@pytest.fixture
def visitor(server: Server) -> Visitor:
    return Visitor(server)


def test_in_and_out(api: Api, visitor: Visitor):
    person = sign_up_verified(api)
    assert visitor.open("/auth/account").headers["Location"] == "/auth/login"
    visitor.sign_in(person.email, PASSWORD)
    assert person.email in visitor.open("/auth/account").text
    assert visitor.open("/auth/login").headers["Location"] == "/auth/account"
    assert visitor.submit("/auth/account", "/auth/logout").headers["Location"] == "/auth/login"
    assert visitor.open("/auth/account").headers["Location"] == "/auth/login"
    assert not [name for name in visitor.http.cookies if "access" in name or "refresh" in name]


def test_tokens_travel_in_cookies_that_no_script_reads(api: Api, visitor: Visitor):
    person = sign_up_verified(api)
    answer = visitor.submit("/auth/login", email=person.email, password=PASSWORD)
    cookies = [value for value in answer.headers.get_list("set-cookie") if "access" in value or "refresh" in value]
    assert len(cookies) == 2
    assert all("HttpOnly" in cookie and "SameSite=Lax" in cookie for cookie in cookies)


def test_a_wrong_password_keeps_the_address_and_starts_nothing(api: Api, database: Database, visitor: Visitor):
    email = sign_up_verified(api).email
    with database.unchanged(except_=["attempts", "audit", "audit_events", "audit_personal"]):
        answer = visitor.submit("/auth/login", email=email, password="not-the-right-one")
    assert "Incorrect email or password." in answer.text
    assert f'value="{email}"' in answer.text
    assert "not-the-right-one" not in answer.text
    assert "ostiary-access" not in str(answer.headers)


def test_whoever_is_not_verified_is_told_where_to_go(api: Api, visitor: Visitor):
    answer = visitor.submit("/auth/login", email=sign_up(api), password=PASSWORD)
    assert "Verify your email address first." in answer.text
    assert 'href="/auth/resend"' in answer.text


@pytest.mark.parametrize(
    "target",
    ["https://evil.example", "//evil.example", "/\\evil.example", "/auth/account/../..//evil.example", "javascript:1"],
)
def test_signing_in_never_ends_on_another_site(api: Api, visitor: Visitor, target: str):
    person = sign_up_verified(api)
    page = visitor.http.get("/auth/login", params={"next": target})
    answer = visitor.send(page, "/auth/login", email=person.email, password=PASSWORD)
    assert answer.headers["Location"] == "/auth/account"


def test_a_page_renews_a_session_whose_access_cookie_is_gone(api: Api, visitor: Visitor):
    person = sign_up_verified(api)
    visitor.sign_in(person.email, PASSWORD)
    visitor.http.cookies.delete("ostiary-access")
    refresh_token = visitor.http.cookies["ostiary-refresh"]
    assert visitor.http.head("/auth/account").headers["Location"] == "/auth/login"
    assert visitor.http.cookies["ostiary-refresh"] == refresh_token
    assert person.email in visitor.open("/auth/account").text
    assert visitor.http.cookies["ostiary-refresh"] != refresh_token


def test_me_by_bearer_and_by_cookie(api: Api, visitor: Visitor):
    person = sign_up_verified(api, fullName="Ada Lovelace")
    by_bearer = person.api.http.get("/auth/me")
    visitor.sign_in(person.email, PASSWORD)
    by_cookie = visitor.open("/auth/me")
    assert by_bearer.json() == by_cookie.json()
    assert by_cookie.json()["id"] == person.user_id
    assert by_cookie.json()["email"] == person.email
    assert by_cookie.json()["fullName"] == "Ada Lovelace"
    assert by_cookie.json()["emailVerified"] is True
    assert by_cookie.json()["role"] == "USER"
    assert by_cookie.headers["Cache-Control"] == "no-store"


def test_me_of_nobody(api: Api, visitor: Visitor):
    person = sign_in(api, sign_up_verified(api).email)
    person.api.run("signOut")
    for answer in (visitor.open("/auth/me"), person.api.http.get("/auth/me"), api.as_("nonsense").http.get("/auth/me")):
        assert answer.status_code == httpx.codes.UNAUTHORIZED
        assert answer.json() == {"code": "UNAUTHENTICATED"}


def test_me_never_renews(api: Api, visitor: Visitor):
    visitor.sign_in(sign_up_verified(api).email, PASSWORD)
    visitor.http.cookies.delete("ostiary-access")
    answer = visitor.open("/auth/me")
    assert answer.status_code == httpx.codes.UNAUTHORIZED
    assert "set-cookie" not in answer.headers

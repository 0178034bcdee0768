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
    visitor.sign_in(person.email)
    assert person.email in visitor.open("/auth/account").text
    assert visitor.open("/auth/login").headers["Location"] == "/auth/account"
    assert "You are signed out." in visitor.follow(visitor.submit("/auth/account", "/auth/logout")).text
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


def test_a_stranger_comes_back_to_the_page_they_asked_for(api: Api, visitor: Visitor):
    person = sign_up_verified(api)
    sent_away = visitor.open("/auth/account/activity?after=x")
    assert sent_away.headers["Location"] == "/auth/login?next=%2Fauth%2Faccount%2Factivity%3Fafter%3Dx"
    answer = visitor.send(visitor.follow(sent_away), "/auth/login", email=person.email, password=PASSWORD)
    assert answer.headers["Location"] == "/auth/account/activity?after=x"
    assert visitor.open("/auth/login").headers["Location"] == "/auth/account"


def test_whoever_sent_a_form_too_late_comes_back_to_its_page(api: Api, visitor: Visitor):
    person = sign_up_verified(api)
    visitor.sign_in(person.email)
    page = visitor.open("/auth/account/sessions")
    person.api.run("signOutEverywhere", keepCurrent=False)
    visitor.http.cookies.delete("ostiary-refresh")
    answer = visitor.send(page, "/auth/account/sessions/end", scope="all")
    assert answer.headers["Location"] == "/auth/login?next=%2Fauth%2Faccount%2Fsessions"


def test_an_address_on_the_allow_list_is_gone_on_to(make_server):
    server = make_server(ALLOWED_REDIRECT_ORIGINS="https://app.example.com")
    person, visitor = sign_up_verified(server.api), Visitor(server)
    page = visitor.http.get("/auth/login", params={"next": "https://app.example.com/inbox?box=1"})
    answer = visitor.send(page, "/auth/login", email=person.email, password=PASSWORD)
    assert 'content="0; url=https://app.example.com/inbox?box=1"' in answer.text


def test_what_is_offered_is_what_is_set_up(make_server, visitor: Visitor):
    usual = visitor.open("/auth/login").text
    assert 'autocomplete="username webauthn"' in usual
    assert "Email me a link" in usual
    assert "Use my phone number" not in usual
    server = make_server(SIGN_IN_METHODS="magic_link,sms_code", SIGN_UP_ENABLED="false")
    other = Visitor(server).open("/auth/login").text
    assert 'action="/auth/magic/send"' in other
    assert "Text me a code" in other
    assert 'type="password"' not in other
    assert "/auth/signup" not in other


def test_a_page_renews_a_session_whose_access_cookie_is_gone(api: Api, visitor: Visitor):
    person = sign_up_verified(api)
    visitor.sign_in(person.email)
    visitor.http.cookies.delete("ostiary-access")
    refresh_token = visitor.http.cookies["ostiary-refresh"]
    assert visitor.http.head("/auth/account").headers["Location"] == "/auth/login"
    assert visitor.http.cookies["ostiary-refresh"] == refresh_token
    assert person.email in visitor.open("/auth/account").text
    assert visitor.http.cookies["ostiary-refresh"] != refresh_token


def test_me_by_bearer_and_by_cookie(api: Api, visitor: Visitor):
    person = sign_up_verified(api, fullName="Ada Lovelace")
    by_bearer = person.api.http.get("/auth/me")
    visitor.sign_in(person.email)
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

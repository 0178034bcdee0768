"""The page that a magic link opens: a button that signs in here, or that ends at the application with a grant."""

import secrets
from base64 import urlsafe_b64encode
from hashlib import sha256
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.pages.visitor import SAME_SITE, Form, Visitor
from tests.support.mail import code_in, link_in, wait_for_mail
from tests.support.people import new_email, sign_up_verified
from tests.support.server import Server

APPLICATION = "http://localhost:9999"


@pytest.fixture(scope="module")
def server(make_server) -> Server:
    return make_server(ALLOWED_REDIRECT_ORIGINS=APPLICATION)


@pytest.fixture
def visitor(server: Server) -> Visitor:
    return Visitor(server)


def mail_to(api, email, **more):
    api.run("sendMagicLink", input={"email": email, **more})
    return wait_for_mail(api, email, subject="sign-in link")


def grant_in(page: httpx.Response) -> str:
    """Of the address that the page goes on to."""
    start = page.text.index(APPLICATION)
    url = page.text[start : page.text.index('"', start)].replace("&amp;", "&")
    (grant,) = parse_qs(urlsplit(url).query)["grant"]
    return grant


def test_scanners_spend_nothing_and_the_button_signs_in(api, server, database, person, visitor):
    link = link_in(mail_to(api, person.email))
    with database.unchanged():
        assert visitor.http.head(link).status_code == httpx.codes.OK
        page = visitor.open(link)
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["referrer-policy"] == "no-referrer"
    done = visitor.send(page, "/auth/magic")
    assert (done.status_code, done.headers["location"]) == (httpx.codes.SEE_OTHER, "/auth/account")
    assert person.email in visitor.open("/auth/account").text
    again = Visitor(server).submit(link, "/auth/magic")
    assert again.status_code == httpx.codes.GONE
    assert Form(again.text, "/auth/magic/send")


def test_a_code_signs_in_too(api, person, visitor):
    code = code_in(mail_to(api, person.email))
    wrong = visitor.submit("/auth/magic", email=person.email, code="00000000")
    assert wrong.status_code == httpx.codes.UNPROCESSABLE_ENTITY
    assert "This code is not right" in wrong.text
    right = visitor.send(wrong, "/auth/magic", email=person.email, code=f"{code[:4]} {code[4:]}")
    assert right.status_code == httpx.codes.SEE_OTHER
    assert person.email in visitor.open("/auth/account").text


def test_a_link_is_sent_on_request(api, person, visitor):
    for email in (person.email, new_email()):
        page = visitor.submit("/auth/magic/send", email=email)
        assert f"If an account exists for {email}" in page.text
    assert wait_for_mail(api, person.email, subject="sign-in link")
    refused = visitor.submit("/auth/magic/send", email="nobody")
    assert refused.status_code == httpx.codes.UNPROCESSABLE_ENTITY


def test_a_flow_with_a_redirect_ends_at_the_application(api, database, person, visitor):
    link = link_in(mail_to(api, person.email, redirectUrl=f"{APPLICATION}/back?next=1"))
    done = visitor.submit(link, "/auth/magic")
    assert f"{APPLICATION}/back?next=1&amp;grant=at_" in done.text
    assert "set-cookie" not in done.headers
    assert database.count("sessions", "user_id = ?", person.user_id) == 1
    outcome = api.run("redeemGrant", input={"grant": grant_in(done)})
    assert outcome["session"]["methods"] == ["magic_link"]
    assert outcome["user"]["id"] == person.user_id


def test_the_grant_is_bound_to_the_challenge(api, person, visitor):
    verifier = secrets.token_urlsafe(48)
    challenge = urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")
    link = link_in(mail_to(api, person.email, redirectUrl=APPLICATION, codeChallenge=challenge))
    grant = grant_in(visitor.submit(link, "/auth/magic"))
    for given in ({}, {"codeVerifier": secrets.token_urlsafe(48)}):
        assert api.run("redeemGrant", input={"grant": grant, **given})["__typename"] == "InvalidToken"
    outcome = api.run("redeemGrant", input={"grant": grant, "codeVerifier": verifier})
    assert outcome["user"]["id"] == person.user_id


def test_a_form_of_another_site_does_nothing(api, database, person, visitor):
    fields = Form(visitor.open(link_in(mail_to(api, person.email))).text, "/auth/magic").fields
    with database.unchanged():
        for more in ({"proof": "x"}, {"proof": ""}):
            answer = visitor.http.post("/auth/magic", data={**fields, **more}, headers=SAME_SITE)
            assert answer.status_code == httpx.codes.FORBIDDEN
        foreign = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
        assert visitor.http.post("/auth/magic", data=fields, headers=foreign).status_code == httpx.codes.FORBIDDEN


def test_the_page_counts_the_same_limit_as_the_operation(start_server):
    server = start_server(RATE_LIMITS="on", RATE_LIMIT_SIGN_IN_WITH_MAGIC_LINK="2/minute")
    visitor = Visitor(server)
    assert server.api.run("signInWithMagicLink", input={"token": "x"})["__typename"] == "InvalidToken"
    page = visitor.open("/auth/magic?token=x")
    assert visitor.send(page, "/auth/magic").status_code == httpx.codes.GONE
    limited = visitor.send(page, "/auth/magic")
    assert limited.status_code == httpx.codes.TOO_MANY_REQUESTS
    assert int(limited.headers["retry-after"]) > 0


def test_switched_off(make_server):
    server = make_server(SIGN_IN_METHODS="password")
    with server.database.unchanged():
        page = Visitor(server).submit("/auth/magic?token=x", "/auth/magic")
    assert page.status_code == httpx.codes.UNPROCESSABLE_ENTITY
    assert "This is switched off here." in page.text


def test_somebody_deactivated_is_told(api, database, visitor):
    person = sign_up_verified(api)
    link = link_in(mail_to(api, person.email))
    database.execute("UPDATE users SET is_active = ? WHERE id = ?", False, person.user_id)
    assert "This account is deactivated." in visitor.submit(link, "/auth/magic").text

"""Making an account on our own page."""

import httpx
import pytest

from tests.pages.visitor import Form, Visitor
from tests.support.api import Api
from tests.support.database import Database
from tests.support.mail import code_in, wait_for_mail
from tests.support.people import PASSWORD, new_email, sign_up_verified
from tests.support.server import Server


@pytest.fixture
def visitor(server: Server) -> Visitor:
    return Visitor(server)


def test_from_nothing_to_an_account(api: Api, visitor: Visitor):
    email = new_email()
    sent = visitor.submit(
        "/auth/signup?next=/auth/orgs", "/auth/signup", email=email, password=PASSWORD, fullName="Ada"
    )
    assert f"If {email} is waiting to be verified" in sent.text
    verified = visitor.send(sent, "/auth/verify", code=code_in(wait_for_mail(api, email)))
    assert "you are signed in" in verified.text
    assert visitor.open("/auth/login").headers["Location"] == "/auth/orgs"
    assert 'value="Ada"' in visitor.open("/auth/account").text


def test_a_taken_address_answers_alike(api: Api, visitor: Visitor):
    taken, free = sign_up_verified(api).email, new_email()
    pages = [visitor.submit("/auth/signup", email=email, password=PASSWORD).text for email in (taken, free)]
    assert pages[0].replace(taken, "…") == pages[1].replace(free, "…")


def test_what_is_wrong_stands_at_its_field_and_what_was_typed_stays(database: Database, visitor: Visitor):
    email = new_email()
    with database.unchanged():
        answer = visitor.submit("/auth/signup", email=email, password="password1", fullName="Ada <i>")
    assert answer.status_code == httpx.codes.UNPROCESSABLE_ENTITY
    assert 'href="#password">It is among the most common passwords' in answer.text
    assert 'aria-describedby="password-faults password-hint" aria-invalid="true"' in answer.text
    assert f'value="{email}"' in answer.text
    assert 'value="Ada &lt;i&gt;"' in answer.text
    assert "password1" not in answer.text
    assert '<div class="problem" role="alert" tabindex="-1" autofocus>' in answer.text


def test_without_verification_they_are_in_at_once(make_server):
    visitor = Visitor(make_server(REQUIRE_VERIFICATION="false"))
    email = new_email()
    answer = visitor.submit("/auth/signup", email=email, password=PASSWORD)
    assert email in visitor.follow(answer).text


def test_a_taken_address_is_said_where_nothing_is_verified(make_server):
    server = make_server(REQUIRE_VERIFICATION="false")
    email = new_email()
    Visitor(server).submit("/auth/signup", email=email, password=PASSWORD)
    answer = Visitor(server).submit("/auth/signup", email=email, password=PASSWORD)
    assert "An account with this email address exists already." in answer.text


def test_where_signing_up_is_switched_off(make_server):
    visitor = Visitor(make_server(SIGN_UP_ENABLED="false"))
    page = visitor.open("/auth/signup")
    assert "New accounts cannot be made on this page." in page.text
    assert "<form" not in page.text


def test_an_invitation_brings_its_address_along(visitor: Visitor):
    page = visitor.open("/auth/signup?email=grace%40example.com")
    assert 'value="grace@example.com"' in page.text
    assert Form(page.text, "/auth/signup").fields["email"] == "grace@example.com"

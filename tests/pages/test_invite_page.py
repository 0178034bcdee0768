"""The landing page of an invitation: what it says, and who may accept or decline on it."""

import httpx
import pytest

from tests.pages.visitor import Visitor, invite_link
from tests.support.api import Api
from tests.support.database import Database
from tests.support.people import PASSWORD, new_email, sign_up_verified
from tests.support.server import Server


@pytest.fixture
def visitor(server: Server) -> Visitor:
    return Visitor(server)


def test_an_invitation_says_what_it_is(api: Api, visitor: Visitor):
    email = new_email("grace")
    link = invite_link(api, email)
    shown = visitor.open(link)
    assert "Ada &lt;b&gt;Lovelace&lt;/b&gt;" in shown.text
    assert "Engines &amp; Sons" in shown.text
    assert email in shown.text
    assert "Sign in to accept" in shown.text


def test_whoever_is_signed_in_with_another_address_may_not_accept(api: Api, database: Database, visitor: Visitor):
    stranger = sign_up_verified(api)
    link = invite_link(api, new_email())
    visitor.sign_in(stranger.email, PASSWORD)
    page = visitor.open(link)
    with database.unchanged():
        answer = visitor.send(page, "/auth/invite", answer="accept")
    assert "This invitation was sent to another address." in answer.text


def test_the_invited_person_accepts_on_the_page(make_server):
    server = make_server(INVITE_EXISTING="ask")
    person, visitor = sign_up_verified(server.api), Visitor(server)
    link = invite_link(server.api, person.email)
    signed_in = visitor.submit(
        f"/auth/login?next=/auth/invite%3Ftoken={link.partition('=')[2]}", email=person.email, password=PASSWORD
    )
    page = visitor.open(signed_in.headers["Location"])
    assert "Welcome to Engines &amp; Sons" in visitor.send(page, "/auth/invite", answer="accept").text
    assert server.database.count("memberships", "user_id = ?", person.user_id) == 1
    assert visitor.open(link).status_code == httpx.codes.GONE


def test_an_invitation_is_declined_by_its_holder(api: Api, database: Database, visitor: Visitor):
    email = new_email()
    link = invite_link(api, email)
    assert "You declined" in visitor.submit(link, "/auth/invite", answer="decline").text
    assert database.row("SELECT status FROM invites WHERE email = ?", email)["status"] == "DECLINED"
    assert visitor.open(link).status_code == httpx.codes.GONE


def test_one_that_is_gone_is_neither_declined_nor_accepted(api: Api, database: Database, visitor: Visitor):
    person = sign_up_verified(api)
    link = invite_link(api, new_email())
    page = visitor.open(link)
    visitor.send(page, "/auth/invite", answer="decline")
    with database.unchanged():
        assert visitor.send(page, "/auth/invite", answer="decline").status_code == httpx.codes.GONE
    visitor.sign_in(person.email)
    with database.unchanged():
        assert visitor.send(page, "/auth/invite", answer="accept").status_code == httpx.codes.GONE


def test_whoever_is_signed_out_meanwhile_is_shown_it_again(api: Api, database: Database, visitor: Visitor):
    page = visitor.open(invite_link(api, new_email()))
    with database.unchanged():
        assert "Sign in to accept" in visitor.send(page, "/auth/invite", answer="accept").text

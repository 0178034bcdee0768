"""The development mailbox as a person reads it, its JSON twin, and its absence in production."""

import httpx
import pytest

from tests.pages.visitor import Visitor
from tests.support.mail import link_in, wait_for_mail
from tests.support.people import new_email, sign_up
from tests.support.server import Server

pytestmark = pytest.mark.one_engine

PRODUCTION = {"ENV": "production", "PUBLIC_URL": "https://auth.example", "BCRYPT_COST": 10}


@pytest.fixture
def visitor(server: Server) -> Visitor:
    return Visitor(server)


def test_newest_first_and_by_address(server: Server, visitor: Visitor):
    first, second = sign_up(server.api), sign_up(server.api)
    wait_for_mail(server.api, first)
    wait_for_mail(server.api, second)
    page = visitor.open("/dev/mailbox").text
    assert page.index(second) < page.index(first)
    filtered = visitor.http.get("/dev/mailbox", params={"to": first}).text
    assert second not in filtered
    assert link_in(wait_for_mail(server.api, first)) not in filtered  # it is in the frame
    as_text = visitor.http.get("/dev/mailbox", params={"to": first, "as": "text"}).text
    assert f'href="{link_in(wait_for_mail(server.api, first))}"' in as_text


def test_json_for_programs(server: Server, visitor: Visitor):
    email = sign_up(server.api)
    wait_for_mail(server.api, email)
    answer = visitor.http.get("/dev/mailbox", params={"to": email}, headers={"Accept": "application/json"})
    (message,) = answer.json()
    assert set(message) == {"channel", "to", "subject", "text", "html", "at"}
    assert (message["channel"], message["to"]) == ("email", email)


def test_a_mail_can_do_nothing_in_its_frame(server: Server, visitor: Visitor):
    email = sign_up(server.api)
    wait_for_mail(server.api, email)
    page = visitor.http.get("/dev/mailbox", params={"to": email}).text
    source = page.split('src="/dev/mailbox/')[1].split('"')[0]
    mail = visitor.open(f"/dev/mailbox/{source}")
    policy = mail.headers["Content-Security-Policy"]
    assert "sandbox allow-popups allow-popups-to-escape-sandbox" in policy
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "frame-ancestors 'self'" in policy
    assert link_in(wait_for_mail(server.api, email)) in mail.text


def test_nothing_yet(visitor: Visitor):
    page = visitor.http.get("/dev/mailbox", params={"to": new_email()})
    assert page.status_code == httpx.codes.OK
    assert "yet" in page.text


def test_production_has_none(start_server):
    server = start_server(**PRODUCTION, SMTP_HOST="localhost", SMTP_PORT=1)
    answer = Visitor(server).open("/dev/mailbox")
    assert answer.status_code == httpx.codes.NOT_FOUND
    assert "There is no such page" in answer.text
    assert "__Host-ostiary-form" in Visitor(server).open("/auth/login").headers["Set-Cookie"]

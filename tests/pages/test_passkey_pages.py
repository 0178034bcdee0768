"""Passkeys on our own pages: coming in by one, and looking after one's own. The script's part is played by the test."""

import json
from uuid import uuid4

import httpx
import pytest

from tests.pages.visitor import Form, Visitor, person_at
from tests.passkeys.ceremonies import add
from tests.second_factors.factors import new_guarded
from tests.support.authenticator import Authenticator
from tests.support.people import PASSWORD
from tests.support.server import Server

PAGE = "/auth/account/factors"


@pytest.fixture
def authenticator(server: Server) -> Authenticator:
    return Authenticator(server.url)


def asked_of_the_browser(page: httpx.Response, action: str) -> dict[str, str]:
    """The fields of the form that its script answers; others may go the same way."""
    beginning = page.text.rindex("<form", 0, page.text.index('name="options"'))
    return Form(page.text[beginning:], action).fields


def answered(authenticator: Authenticator, page: httpx.Response, action: str) -> dict[str, str]:
    fields = asked_of_the_browser(page, action)
    credential = authenticator.get(json.loads(fields["options"]))
    return {"challenge": fields["challenge"], "credential": json.dumps(credential)}


def test_added_renamed_and_removed(server: Server, authenticator: Authenticator):
    person, visitor = person_at(server)
    asked = visitor.submit(PAGE, f"{PAGE}/passkeys")
    options = json.loads(asked_of_the_browser(asked, f"{PAGE}/passkeys/finish")["options"])
    credential = json.dumps(authenticator.create(options))
    added = visitor.follow(visitor.send(asked, f"{PAGE}/passkeys/finish", credential=credential, name="Laptop"))
    assert "Laptop" in added.text
    renamed = visitor.follow(visitor.send(added, f"{PAGE}/passkeys/rename", name="Old laptop"))
    assert "Old laptop" in renamed.text
    removed = visitor.follow(visitor.send(renamed, f"{PAGE}/passkeys/delete"))
    assert "Old laptop" not in removed.text
    assert server.database.count("passkeys", "user_id = ?", person.user_id) == 0


def test_what_is_no_answer_adds_nothing(server: Server):
    _, visitor = person_at(server)
    asked = visitor.submit(PAGE, f"{PAGE}/passkeys")
    with server.database.unchanged(except_=["one_time_tokens"]):
        answer = visitor.send(asked, f"{PAGE}/passkeys/finish", credential="{}")
    assert answer.status_code == httpx.codes.UNPROCESSABLE_ENTITY


@pytest.mark.parametrize("action", ["rename", "delete"])
def test_anothers_is_not_there(server: Server, authenticator: Authenticator, action: str):
    person, visitor = person_at(server)
    add(person, authenticator)
    page = visitor.open(PAGE)
    with server.database.unchanged():
        answer = visitor.send(page, f"{PAGE}/passkeys/{action}", id=str(uuid4()))
    assert answer.status_code == httpx.codes.UNPROCESSABLE_ENTITY


def test_signs_in(server: Server, authenticator: Authenticator):
    person, _ = person_at(server)
    add(person, authenticator)
    visitor = Visitor(server)
    page = visitor.submit("/auth/login", "/auth/passkey")
    answer = visitor.send(page, "/auth/passkey/finish", **answered(authenticator, page, "/auth/passkey/finish"))
    assert person.email in visitor.follow(answer).text


def test_is_a_second_step(server: Server, authenticator: Authenticator):
    guarded = new_guarded(server.api, server.database)
    add(guarded.person, authenticator)
    visitor = Visitor(server)
    asked = visitor.submit("/auth/login", email=guarded.email, password=PASSWORD)
    answer = visitor.send(asked, "/auth/mfa", **answered(authenticator, asked, "/auth/mfa"))
    assert guarded.email in visitor.follow(answer).text


def test_proves_again_who_it_is(server: Server, authenticator: Authenticator):
    person, visitor = person_at(server)
    add(person, authenticator)
    statement = "UPDATE sessions SET authenticated_at = ? WHERE user_id = ?"
    server.database.execute(statement, "2020-01-01 00:00:00+00:00", person.user_id)
    asked = visitor.submit(PAGE, f"{PAGE}/passkeys/delete")
    assert "Confirm that it is you" in asked.text
    proof = answered(authenticator, asked, "/auth/reauthenticate")
    visitor.follow(visitor.send(asked, "/auth/reauthenticate", **proof))
    assert server.database.count("passkeys", "user_id = ?", person.user_id) == 0


def test_switched_off_since_the_page_was_shown(server: Server, make_server):
    """The cookies and the proofs of one server are good for another of the same key."""
    (_, member), stranger = person_at(server), Visitor(server)
    factors, login = member.open(PAGE), stranger.open("/auth/login")
    other = make_server(SIGN_IN_METHODS="password", DATABASE_URL=server.settings["DATABASE_URL"], PUBLIC_URL=server.url)
    member.http.base_url = stranger.http.base_url = httpx.URL(other.url)
    with server.database.unchanged():
        assert member.send(factors, f"{PAGE}/passkeys").status_code == httpx.codes.UNPROCESSABLE_ENTITY
        assert stranger.send(login, "/auth/passkey").status_code == httpx.codes.UNPROCESSABLE_ENTITY

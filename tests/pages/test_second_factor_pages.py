"""The second step of a sign-in on our own pages, and setting it up there."""

from collections.abc import Callable

import httpx
import pytest

from tests.pages.visitor import Form, Visitor, person_at
from tests.second_factors.factors import Guarded, code_of, new_guarded
from tests.support.mail import link_in, wait_for_mail
from tests.support.people import PASSWORD
from tests.support.server import Server


@pytest.fixture
def guarded(server: Server) -> Guarded:
    return new_guarded(server.api, server.database)


@pytest.fixture
def visitor(server: Server) -> Visitor:
    return Visitor(server)


def test_a_code_finishes_the_sign_in_where_it_was_going(guarded: Guarded, visitor: Visitor):
    asked = visitor.submit("/auth/login?next=/auth/orgs", "/auth/login", email=guarded.email, password=PASSWORD)
    assert "One more step" in asked.text
    assert "ostiary-access" not in str(asked.headers)
    wrong = visitor.send(asked, "/auth/mfa", code=guarded.authenticator.wrong_code())
    assert wrong.status_code == httpx.codes.UNPROCESSABLE_ENTITY
    code = guarded.authenticator.code()
    done = visitor.send(wrong, "/auth/mfa", code=f"{code[:3]} {code[3:]}")
    assert done.headers["Location"] == "/auth/orgs"


def test_a_recovery_code_does_too(guarded: Guarded, visitor: Visitor):
    asked = visitor.submit("/auth/login", email=guarded.email, password=PASSWORD)
    done = visitor.send(asked, "/auth/mfa", recoveryCode=guarded.recovery_codes[0])
    assert guarded.email in visitor.follow(done).text


def test_a_magic_link_asks_for_it_too(server: Server, guarded: Guarded, visitor: Visitor):
    visitor.submit("/auth/magic/send", email=guarded.email)
    asked = visitor.submit(link_in(wait_for_mail(server.api, guarded.email, subject="sign-in")), "/auth/magic")
    done = visitor.send(asked, "/auth/mfa", code=guarded.authenticator.code())
    assert guarded.email in visitor.follow(done).text


def test_a_spent_challenge_begins_anew(guarded: Guarded, visitor: Visitor):
    asked = visitor.submit("/auth/login", email=guarded.email, password=PASSWORD)
    visitor.send(asked, "/auth/mfa", code=guarded.authenticator.code())
    again = visitor.send(asked, "/auth/mfa", code=guarded.authenticator.code())
    assert "Please sign in again." in again.text
    assert visitor.open("/auth/mfa").headers["Location"] == "/auth/login"


def test_an_authenticator_is_set_up_and_switched_off(server: Server):
    person, visitor = person_at(server)
    shown = visitor.submit("/auth/account/factors", "/auth/account/factors/totp")
    assert 'src="data:image/svg+xml;base64,' in shown.text
    secret = Form(shown.text, "/auth/account/factors/totp/confirm").fields["secret"]
    wrong = visitor.send(shown, "/auth/account/factors/totp/confirm", code="000000")
    assert secret in wrong.text
    codes = visitor.send(wrong, "/auth/account/factors/totp/confirm", code=code_of(secret))
    assert "Keep your recovery codes" in codes.text
    assert codes.text.count("<li><code>") == 10
    renewed = visitor.submit("/auth/account/factors", "/auth/account/factors/recovery-codes")
    assert renewed.text.count("<li><code>") == 10
    off = visitor.submit("/auth/account/factors", "/auth/account/factors/totp/disable")
    assert "Signing in asks for it no more." in visitor.follow(off).text
    assert server.database.count("totp_factors", "user_id = ?", person.user_id) == 0


def test_what_changed_since_the_page_was_shown_is_said(server: Server):
    page = "/auth/account/factors"
    _, visitor = person_at(server)
    shown = visitor.submit(page, f"{page}/totp")
    secret = Form(shown.text, f"{page}/totp/confirm").fields["secret"]
    visitor.send(shown, f"{page}/totp/confirm", code=code_of(secret))
    after = visitor.open(page)
    visitor.send(after, f"{page}/totp/disable")
    with server.database.unchanged(except_=["sessions"]):
        assert visitor.send(after, f"{page}/totp/disable").status_code == httpx.codes.UNPROCESSABLE_ENTITY
        assert visitor.send(after, f"{page}/recovery-codes").status_code == httpx.codes.UNPROCESSABLE_ENTITY


def test_a_code_proves_again_who_it_is(server: Server, guarded: Guarded, visitor: Visitor):
    asked = visitor.submit("/auth/login", email=guarded.email, password=PASSWORD)
    visitor.send(asked, "/auth/mfa", code=guarded.authenticator.code())
    statement = "UPDATE sessions SET authenticated_at = ? WHERE user_id = ?"
    server.database.execute(statement, "2020-01-01 00:00:00+00:00", guarded.person.user_id)
    asked = visitor.submit("/auth/account/factors", "/auth/account/factors/totp/disable")
    assert "Confirm that it is you" in asked.text
    done = visitor.send(asked, "/auth/reauthenticate", password="", code=guarded.authenticator.code())
    assert "Signing in asks for it no more." in visitor.follow(done).text


def test_who_must_enrol_does_nothing_else_before(make_server: Callable[..., Server]):
    server = make_server(REQUIRE_MFA="all")
    _, visitor = person_at(server)
    assert visitor.submit("/auth/account", fullName="Ada").headers["Location"] == "/auth/enroll"
    shown = visitor.submit("/auth/enroll", "/auth/account/factors/totp")
    secret = Form(shown.text, "/auth/account/factors/totp/confirm").fields["secret"]
    visitor.send(shown, "/auth/account/factors/totp/confirm", code=code_of(secret))
    assert visitor.submit("/auth/account", fullName="Ada").headers["Location"] == "/auth/account?done=saved"


def test_a_passkey_begins_with_a_challenge_and_ends_with_its_answer(visitor: Visitor):
    page = visitor.submit("/auth/login", "/auth/passkey")
    fields = Form(page.text, "/auth/passkey/finish").fields
    assert fields["challenge"]
    assert "rpId" in fields["options"]
    for credential in ("", "{}", "no json", '{"id": 1}'):
        answer = visitor.send(page, "/auth/passkey/finish", credential=credential)
        assert answer.status_code in {400, 422}
        assert "ostiary-access" not in str(answer.headers)


def test_passkeys_are_offered_where_the_address_is_typed_in(visitor: Visitor):
    page = visitor.open("/auth/login").text
    proof = page.split('data-passkey="offer" data-proof="')[1].split('"')[0]
    answer = visitor.http.post("/auth/passkey/offer", data={"proof": proof}, headers={"Origin": visitor.origin})
    assert set(answer.json()) == {"challenge", "options", "proof", "action"}
    refused = visitor.http.post("/auth/passkey/offer", data={"proof": "x"}, headers={"Origin": visitor.origin})
    assert refused.status_code == httpx.codes.FORBIDDEN

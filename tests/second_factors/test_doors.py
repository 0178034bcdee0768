"""Every door of sign-in asks for the second factor, and ends in a session that says what was proved."""

from collections.abc import Callable

import pytest

from tests.pages.visitor import Visitor
from tests.phones import callers
from tests.phones.callers import METHODS, code_to, new_phone
from tests.second_factors.factors import Guarded, complete, enroll
from tests.sessions.test_redeem_grant import CHALLENGE, VERIFIER
from tests.support.api import Api
from tests.support.mail import code_in, token_in, wait_for_mail
from tests.support.people import PASSWORD, sign_up_verified
from tests.support.server import Server


@pytest.fixture(scope="module")
def server(make_server) -> Server:
    """The one of the tests of phones."""
    return make_server(SIGN_IN_METHODS=METHODS, SMS_BUDGET_PER_HOUR=1_000_000)


@pytest.fixture
def guarded(server: Server) -> Guarded:
    """With an address and a number, both proved."""
    person = sign_up_verified(server.api)
    phone = new_phone()
    server.database.execute("UPDATE users SET phone = ?, phone_verified = ? WHERE id = ?", phone, True, person.user_id)
    return enroll(person, server.database)


def phone_of(guarded: Guarded) -> str:
    return guarded.api.run("me")["phone"]


def by_password(api: Api, guarded: Guarded) -> dict:
    return api.run("signIn", input={"email": guarded.email, "password": PASSWORD})


def by_phone_and_password(api: Api, guarded: Guarded) -> dict:
    return api.run("signInWithPhone", input={"phone": phone_of(guarded), "password": PASSWORD})


def by_texted_code(api: Api, guarded: Guarded) -> dict:
    phone = phone_of(guarded)
    api.run("sendSignInCode", phone=phone)
    return api.run("signInWithCode", input={"phone": phone, "code": code_to(api, phone)})


def by_magic_link(api: Api, guarded: Guarded) -> dict:
    api.run("sendMagicLink", input={"email": guarded.email})
    token = token_in(wait_for_mail(api, guarded.email, subject="sign-in link"))
    return api.run("signInWithMagicLink", input={"token": token})


def by_mailed_code(api: Api, guarded: Guarded) -> dict:
    api.run("sendMagicLink", input={"email": guarded.email})
    code = code_in(wait_for_mail(api, guarded.email, subject="sign-in link"))
    return api.run("signInWithMagicLink", input={"code": {"email": guarded.email, "code": code}})


def by_proving_the_address(api: Api, guarded: Guarded) -> dict:
    """An operator took the word for the address back, so that it is proved again."""
    guarded.authenticator.database.execute(
        "UPDATE users SET email_verified = ? WHERE id = ?", False, guarded.person.user_id
    )
    api.run("resendVerificationEmail", input={"email": guarded.email, "codeChallenge": CHALLENGE})
    token = token_in(wait_for_mail(api, guarded.email, count=2, subject="Verify"))
    grant = api.run("verifyEmail", input={"token": token})["grant"]
    return api.run("redeemGrant", input={"grant": grant, "codeVerifier": VERIFIER})


def by_proving_the_number(api: Api, guarded: Guarded) -> dict:
    phone = phone_of(guarded)
    guarded.authenticator.database.execute(
        "UPDATE users SET phone_verified = ? WHERE id = ?", False, guarded.person.user_id
    )
    api.run("resendVerificationCode", phone=phone)
    return api.run("verifyPhone", input={"phone": phone, "code": code_to(api, phone)})


DOORS = {
    by_password: ["password", "totp"],
    by_phone_and_password: ["password", "totp"],
    by_texted_code: ["sms_code", "totp"],
    by_magic_link: ["magic_link", "totp"],
    by_mailed_code: ["magic_link", "totp"],
    by_proving_the_address: ["email", "totp"],
    by_proving_the_number: ["sms_code", "totp"],
}


@pytest.mark.parametrize(("door", "methods"), DOORS.items(), ids=lambda value: getattr(value, "__name__", ""))
def test_a_door(server: Server, guarded: Guarded, door: Callable[[Api, Guarded], dict], methods: list[str]):
    api, who = server.api, guarded.person.user_id
    began = server.database.rows("SELECT id FROM sessions WHERE user_id = ?", who)
    seen = server.database.row("SELECT last_sign_in_at FROM users WHERE id = ?", who)
    asked = door(api, guarded)
    assert (asked["__typename"], asked["methods"]) == ("MfaRequired", ["TOTP", "RECOVERY_CODE"])
    assert server.database.rows("SELECT id FROM sessions WHERE user_id = ?", who) == began
    assert server.database.row("SELECT last_sign_in_at FROM users WHERE id = ?", who) == seen
    outcome = complete(api, asked["challenge"], totp=guarded.authenticator.code())
    assert (outcome["__typename"], outcome["session"]["methods"]) == ("SignedIn", methods)


def test_who_has_only_a_number(server: Server):
    person = callers.sign_up_verified(server.api)
    guarded = enroll(person, server.database)
    asked = server.api.run("signInWithPhone", input={"phone": person.email, "password": PASSWORD})
    outcome = complete(server.api, asked["challenge"], totp=guarded.authenticator.code())
    assert outcome["session"]["methods"] == ["password", "totp"]


def test_a_mailbox_and_a_phone_are_no_second_factor(server: Server, guarded: Guarded):
    """Whoever holds both still comes no further: each proves one thing, however often."""
    mailed, texted = by_magic_link(server.api, guarded), by_texted_code(server.api, guarded)
    assert mailed["__typename"] == texted["__typename"] == "MfaRequired"
    assert mailed["methods"] == texted["methods"] == ["TOTP", "RECOVERY_CODE"]


def test_an_unfinished_enrollment_locks_nobody_out(server: Server):
    person = sign_up_verified(server.api)
    person.api.run("enrollTotp")
    outcome = server.api.run("signIn", input={"email": person.email, "password": PASSWORD})
    assert outcome["__typename"] == "SignedIn"
    assert person.api.run("me")["secondFactors"] == []


def test_a_number_that_is_proved_in_a_session_keeps_it(server: Server, guarded: Guarded):
    phone = new_phone()
    guarded.api.run("changePhone", phone=phone)
    outcome = guarded.api.run("verifyPhone", input={"phone": phone, "code": code_to(server.api, phone)})
    assert (outcome["__typename"], outcome["session"]["id"]) == ("SignedIn", guarded.person.session_id)


@pytest.mark.parametrize("path", ["/auth/login", "/auth/magic"])
def test_a_page_starts_no_session(server: Server, guarded: Guarded, path: str):
    typed = {"email": guarded.email, "password": PASSWORD}
    if path == "/auth/magic":
        server.api.run("sendMagicLink", input={"email": guarded.email})
        path += f"?token={token_in(wait_for_mail(server.api, guarded.email, subject='sign-in link'))}"
        typed = {}
    before = server.database.count("sessions", "user_id = ?", guarded.person.user_id)
    visitor = Visitor(server)
    visitor.submit(path, **typed)
    assert server.database.count("sessions", "user_id = ?", guarded.person.user_id) == before
    assert not any(cookie.endswith(("-access", "-refresh")) for cookie in visitor.http.cookies)

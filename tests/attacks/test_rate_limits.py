"""Quotas as an attacker meets them: hard texts, false addresses, other people's mailboxes."""

import pytest

from tests.accounts.wire import HARD_TEXTS, execute_escaped
from tests.support.people import PASSWORD, new_email

WRONG = "not-the-password-1"


@pytest.fixture
def limited(make_server):
    """Three sign-ins a minute for one address; plenty for one client."""
    return make_server(
        RATE_LIMITS="on",
        REQUIRE_VERIFICATION="false",
        LOCKOUT="off",
        RATE_LIMIT_SIGN_UP="1000/minute",
        RATE_LIMIT_SIGN_IN_PER_IP="1000/minute",
        RATE_LIMIT_SIGN_IN_PER_IDENTIFIER="3/minute",
        RATE_LIMIT_REFRESH="5/minute",
        RATE_LIMIT_REQUEST_PASSWORD_RESET_PER_RECIPIENT="2/minute",
    )


def attempt(api, email, password=WRONG):
    return api.execute("signIn", input={"email": email, "password": password})


def test_a_refused_one_does_nothing(limited):
    api, email = limited.api, new_email()
    api.run("signUp", input={"email": email, "password": PASSWORD})
    for _ in range(3):
        attempt(api, email)
    with limited.database.unchanged():
        assert attempt(api, email, PASSWORD).code == "RATE_LIMITED"


def test_recipients_are_protected_from_mail(limited):
    email = new_email()
    for _ in range(2):
        assert limited.api.run("requestPasswordReset", input={"email": email})["__typename"] == "EmailSent"
    with limited.database.unchanged():
        assert limited.api.execute("requestPasswordReset", input={"email": email}).code == "RATE_LIMITED"


@pytest.mark.parametrize("text", HARD_TEXTS.values(), ids=HARD_TEXTS)
def test_hard_text_counts_too(limited, text):
    answers = [execute_escaped(limited.api, "signIn", input={"email": text, "password": WRONG}) for _ in range(4)]
    assert [answer.code for answer in answers] == [None, None, None, "RATE_LIMITED"]


def test_a_client_has_a_quota_for_each_field(limited):
    codes = [limited.api.execute("refresh", input={"refreshToken": "rt_x"}).code for _ in range(6)]
    assert codes == [None] * 5 + ["RATE_LIMITED"]
    assert limited.api.run("authConfig")


def test_forwarded_addresses_of_strangers_are_not_believed(limited):
    for _ in range(5):
        limited.api.execute("refresh", input={"refreshToken": "rt_x"})
    spoofed = limited.api.with_headers(X_Forwarded_For="203.0.113.7")
    assert spoofed.execute("refresh", input={"refreshToken": "rt_x"}).code == "RATE_LIMITED"


def test_the_printed_defaults_hold(make_server):
    server = make_server(RATE_LIMITS="on")
    names = [server.api.execute("signIn", input={"email": new_email(), "password": WRONG}).code for _ in range(11)]
    assert names == [None] * 10 + ["RATE_LIMITED"]

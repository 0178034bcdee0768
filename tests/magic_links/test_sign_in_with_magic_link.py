"""signInWithMagicLink: by the link's token or the code of the same mail, once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.accounts.wire import HALF, LONG, NUL, PAST, events, run_escaped
from tests.support.mail import Mail, code_in, token_in, wait_for_mail
from tests.support.people import PASSWORD, new_email

PARALLEL = 50


def mail_to(api, email: str, *, count: int = 1) -> Mail:
    api.run("sendMagicLink", input={"email": email})
    return wait_for_mail(api, email, subject="sign-in link", count=count)


def by_token(api, token: str) -> dict:
    return api.run("signInWithMagicLink", input={"token": token})


def by_code(api, email: str, code: str) -> dict:
    return api.run("signInWithMagicLink", input={"code": {"email": email, "code": code}})


def test_the_link_signs_in(api, database, person):
    outcome = by_token(api, token_in(mail_to(api, person.email)))
    assert outcome["user"]["id"] == person.user_id
    assert outcome["session"]["methods"] == ["magic_link"]
    assert outcome["session"]["id"] != person.session_id
    assert api.as_(outcome["accessToken"]).run("me")["id"] == person.user_id
    assert events(database, person.user_id)[-2:] == ["magic_link_requested", "login_success"]


def test_the_code_signs_in_and_kills_the_link(api, person):
    mail = mail_to(api, person.email)
    assert by_code(api, f" {person.email.upper()}", code_in(mail))["user"]["id"] == person.user_id
    assert by_token(api, token_in(mail))["__typename"] == "InvalidToken"
    assert by_code(api, person.email, code_in(mail))["__typename"] == "InvalidToken"


def test_of_many_parallel_uses_one_wins(api, database, person):
    token = token_in(mail_to(api, person.email))
    answers = api.execute_together(PARALLEL, "signInWithMagicLink", input={"token": token})
    names = [answer.data["signInWithMagicLink"]["__typename"] for answer in answers]
    assert (names.count("SignedIn"), names.count("InvalidToken")) == (1, PARALLEL - 1)
    assert database.count("sessions", "user_id = ?", person.user_id) == 2


def test_of_many_parallel_codes_one_wins(api, database, person):
    code = {"email": person.email, "code": code_in(mail_to(api, person.email))}
    answers = api.execute_together(PARALLEL, "signInWithMagicLink", input={"code": code})
    names = [answer.data["signInWithMagicLink"]["__typename"] for answer in answers]
    assert names.count("SignedIn") == 1
    assert database.count("sessions", "user_id = ?", person.user_id) == 2


def test_a_newer_link_kills_the_older(api, person):
    first = token_in(mail_to(api, person.email))
    second = token_in(mail_to(api, person.email, count=2))
    assert by_token(api, first)["__typename"] == "InvalidToken"
    assert by_token(api, second)["__typename"] == "SignedIn"


def test_five_wrong_codes_kill_the_code_and_not_the_link(api, person):
    mail = mail_to(api, person.email)
    wrong = f"{(int(code_in(mail)) + 1) % 100_000_000:08}"
    with ThreadPoolExecutor(5) as pool:
        assert {each["__typename"] for each in pool.map(lambda _: by_code(api, person.email, wrong), range(5))} == {
            "InvalidToken"
        }
    assert by_code(api, person.email, code_in(mail))["__typename"] == "InvalidToken"
    assert by_token(api, token_in(mail))["__typename"] == "SignedIn"


@pytest.mark.parametrize("is_known", [True, False])
def test_after_ten_wrong_codes_none_is_read_for_an_hour(api, person, is_known):
    email = person.email if is_known else new_email()
    for _ in range(10):
        assert by_code(api, email, "00000000")["__typename"] == "InvalidToken"
    refused = by_code(api, email, "00000000")
    assert refused["__typename"] == "AccountLocked"
    assert 3500 < refused["retryAfter"] <= 3600
    if is_known:
        assert by_token(api, token_in(mail_to(api, email)))["__typename"] == "SignedIn"


def test_wrong_passwords_do_not_lock_the_owner_out(api, person):
    for _ in range(5):
        api.run("signIn", input={"email": person.email, "password": "a-wrong-password-9"})
    refused = api.run("signIn", input={"email": person.email, "password": PASSWORD})
    assert refused["__typename"] == "AccountLocked"
    assert by_token(api, token_in(mail_to(api, person.email)))["__typename"] == "SignedIn"
    assert api.run("signIn", input={"email": person.email, "password": PASSWORD})["__typename"] == "AccountLocked"


def test_a_link_does_not_outlive_its_time(api, database, person):
    mail = mail_to(api, person.email)
    database.execute("UPDATE one_time_tokens SET expires_at = ? WHERE address = ?", PAST, person.email)
    assert by_token(api, token_in(mail))["__typename"] == "InvalidToken"
    assert by_code(api, person.email, code_in(mail))["__typename"] == "InvalidToken"


@pytest.mark.parametrize("column", ["email", "email_verified"])
def test_a_link_to_an_address_that_is_not_theirs_any_more_opens_nothing(api, database, person, column):
    token = token_in(mail_to(api, person.email))
    value = new_email() if column == "email" else False
    database.execute(f"UPDATE users SET {column} = ? WHERE id = ?", value, person.user_id)
    with database.unchanged():
        assert by_token(api, token)["__typename"] == "InvalidToken"


def test_a_change_of_password_kills_the_link(api, person):
    token = token_in(mail_to(api, person.email))
    person.api.run("changePassword", input={"currentPassword": PASSWORD, "newPassword": "harbour-of-quiet-lanterns"})
    assert by_token(api, token)["__typename"] == "InvalidToken"


def test_somebody_deactivated_is_told(api, database, person):
    token = token_in(mail_to(api, person.email))
    database.execute("UPDATE users SET is_active = ? WHERE id = ?", False, person.user_id)
    assert by_token(api, token)["__typename"] == "AccountDeactivated"
    assert database.count("sessions", "user_id = ?", person.user_id) == 1


def test_a_token_of_another_kind_opens_nothing(api, person):
    api.run("requestPasswordReset", input={"email": person.email})
    reset = token_in(wait_for_mail(api, person.email, subject="password"))
    for token in (reset, person.access_token, person.refresh_token):
        assert by_token(api, token)["__typename"] == "InvalidToken"
    magic = token_in(mail_to(api, person.email))
    for name, given in (
        ("redeemGrant", {"grant": magic}),
        ("verifyEmail", {"token": magic}),
        ("resetPassword", {"proof": {"token": magic}, "newPassword": "harbour-of-quiet-lanterns"}),
    ):
        assert api.run(name, input=given)["__typename"] == "InvalidToken"


@pytest.mark.parametrize("text", ["", NUL, HALF, LONG])
def test_hard_text(api, text):
    for proof in (
        {"token": text},
        {"code": {"email": text, "code": "12345678"}},
        {"code": {"email": new_email(), "code": text}},
    ):
        assert run_escaped(api, "signInWithMagicLink", input=proof)["__typename"] == "InvalidToken"

"""requestPasswordResetByPhone, and resetPassword by its code: for verified numbers, like a reset by mail."""

import pytest

from tests.accounts.wire import HALF, LONG, NUL, events, execute_escaped, run_escaped
from tests.phones.callers import OTHER_PASSWORD, code_to, new_phone, sign_in, sign_up, sign_up_verified, wrong
from tests.support.mail import mails_to
from tests.support.people import PASSWORD

PARALLEL = 50


def reset(api, phone, code, password=OTHER_PASSWORD):
    proof = {"phoneCode": {"phone": phone, "code": code}}
    return api.run("resetPassword", input={"proof": proof, "newPassword": password})


def asked(api, phone) -> str:
    """The code that was texted after the sign-up's."""
    api.run("requestPasswordResetByPhone", phone=phone)
    return code_to(api, phone, count=2)


def test_the_code_sets_a_new_password_and_ends_every_session(api, database):
    person = sign_up_verified(api)
    outcome = reset(api, person.email, asked(api, person.email))
    assert outcome == {"__typename": "PasswordChanged", "sessionsRevoked": 1}
    assert person.api.execute("{ me { id } }").code == "UNAUTHENTICATED"
    assert (sign_in(api, person.email), sign_in(api, person.email, OTHER_PASSWORD)) == (
        "InvalidCredentials",
        "SignedIn",
    )
    told = events(database, person.user_id)
    assert told.count("password_reset_requested") == told.count("password_reset_confirmed") == 1


def test_it_clears_a_lock(api):
    person = sign_up_verified(api)
    for _ in range(5):
        sign_in(api, person.email, "a-wrong-password-9")
    assert sign_in(api, person.email) == "AccountLocked"
    reset(api, person.email, asked(api, person.email))
    assert sign_in(api, person.email, OTHER_PASSWORD) == "SignedIn"


def test_the_answer_is_alike_and_only_a_verified_number_is_texted(api, database):
    waiting, unknown = sign_up(api), new_phone()
    code_to(api, waiting)
    for phone in (waiting, unknown):
        answer = api.run("requestPasswordResetByPhone", phone=phone)
        assert answer == {"__typename": "CodeSent", "phone": phone, "expiresIn": 600}
    database.settle()
    assert (len(mails_to(api, waiting)), len(mails_to(api, unknown))) == (1, 0)


def test_a_weak_password_spends_no_code(api):
    person = sign_up_verified(api)
    code = asked(api, person.email)
    assert reset(api, person.email, code, "password1")["reasons"] == ["COMMON"]
    assert reset(api, person.email, code, person.email[3:])["reasons"] == ["CONTAINS_IDENTIFIER"]
    assert reset(api, person.email, code)["__typename"] == "PasswordChanged"


def test_of_many_parallel_uses_one_wins(api, database):
    person = sign_up_verified(api)
    proof = {"phoneCode": {"phone": person.email, "code": asked(api, person.email)}}
    answers = api.execute_together(PARALLEL, "resetPassword", input={"proof": proof, "newPassword": OTHER_PASSWORD})
    names = [answer.data["resetPassword"]["__typename"] for answer in answers]
    assert (names.count("PasswordChanged"), names.count("InvalidToken")) == (1, PARALLEL - 1)
    assert events(database, person.user_id).count("password_reset_confirmed") == 1


def test_wrong_codes_change_nothing_and_never_say_more(api):
    person = sign_up_verified(api)
    code = asked(api, person.email)
    names = {reset(api, person.email, wrong(code))["__typename"] for _ in range(11)}
    assert names == {"InvalidToken"}
    assert reset(api, person.email, code)["__typename"] == "InvalidToken"
    assert sign_in(api, person.email, PASSWORD) == "SignedIn"


@pytest.mark.parametrize("text", ["", "0151", NUL, HALF, LONG])
def test_hard_text(api, database, text):
    with database.unchanged():
        answer = execute_escaped(api, "requestPasswordResetByPhone", phone=text)
    assert answer.data["requestPasswordResetByPhone"]["__typename"] == "InvalidInput"
    for given in ({"phone": text, "code": "12345678"}, {"phone": new_phone(), "code": text}):
        refused = run_escaped(
            api, "resetPassword", input={"proof": {"phoneCode": given}, "newPassword": OTHER_PASSWORD}
        )
        assert refused["__typename"] == "InvalidToken"

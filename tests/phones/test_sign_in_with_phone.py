"""signInWithPhone: by number and password. Every refusal costs and says the same; locks count by number."""

import pytest

from tests.accounts.wire import HALF, LONG, NUL, events, run_escaped
from tests.phones.callers import code_to, new_phone, sign_in, sign_up, sign_up_verified
from tests.support.people import PASSWORD

WRONG = "a-wrong-password-9"


def test_the_right_password_signs_in_whatever_the_spelling(api):
    person = sign_up_verified(api)
    spelled = f"{person.email[:3]} {person.email[3:]}"
    outcome = api.run("signInWithPhone", input={"phone": spelled, "password": PASSWORD})
    assert outcome["session"]["methods"] == ["password"]
    assert outcome["user"]["id"] == person.user_id


def test_the_answer_is_alike_for_a_wrong_password_and_an_unknown_number(api):
    person = sign_up_verified(api)
    answers = {
        api.execute("signInWithPhone", input={"phone": phone, "password": WRONG}).text
        for phone in (person.email, new_phone(), "no number", "+1")
    }
    assert len(answers) == 1
    assert "Incorrect phone number or password." in answers.pop()


def test_an_unverified_number_is_told_after_the_right_password_only(api, database):
    phone = sign_up(api)
    assert sign_in(api, phone, WRONG) == "InvalidCredentials"
    assert sign_in(api, phone) == "PhoneNotVerified"
    user_id = database.row("SELECT id FROM users WHERE phone = ?", phone)["id"]
    assert events(database, user_id)[-2:] == ["login_failed", "login_failed"]
    assert database.count("sessions", "user_id = ?", user_id) == 0


def test_somebody_deactivated_is_told_after_the_right_password_only(api, admin):
    person = sign_up_verified(api)
    admin.api.run("deactivateUser", id=person.user_id)
    assert sign_in(api, person.email, WRONG) == "InvalidCredentials"
    assert sign_in(api, person.email) == "AccountDeactivated"


@pytest.mark.parametrize("is_known", [True, False])
def test_five_wrong_passwords_lock_the_number(api, is_known):
    person = sign_up_verified(api)
    phone = person.email if is_known else new_phone()
    assert [sign_in(api, phone, WRONG) for _ in range(5)] == ["InvalidCredentials"] * 5
    refused = api.run("signInWithPhone", input={"phone": phone, "password": PASSWORD})
    assert refused["__typename"] == "AccountLocked"
    assert 0 < refused["retryAfter"] <= 60


def test_a_texted_code_a_reset_and_an_administrator_let_the_owner_in(api, admin):
    person = sign_up_verified(api)
    lock = [sign_in(api, person.email, WRONG) for _ in range(5)]
    assert lock == ["InvalidCredentials"] * 5
    api.run("sendSignInCode", phone=person.email)
    proof = {"phone": person.email, "code": code_to(api, person.email, count=2)}
    assert api.run("signInWithCode", input=proof)["__typename"] == "SignedIn"
    assert sign_in(api, person.email) == "AccountLocked"
    admin.api.run("unlockUser", id=person.user_id)
    assert sign_in(api, person.email) == "SignedIn"


@pytest.mark.parametrize("text", ["", NUL, HALF, LONG])
def test_hard_text(api, text):
    for given in ({"phone": text, "password": WRONG}, {"phone": new_phone(), "password": text}):
        assert run_escaped(api, "signInWithPhone", input=given)["__typename"] == "InvalidCredentials"


def test_without_passwords_by_phone(make_server):
    server = make_server(SIGN_IN_METHODS="password,sms_code")
    with server.database.unchanged():
        assert sign_in(server.api, new_phone()) == "FeatureDisabled"


def test_an_administrator_sees_the_lock(api, admin):
    person = sign_up_verified(api)
    for _ in range(5):
        sign_in(api, person.email, WRONG)
    seen = admin.api.run("user", id=person.user_id)
    assert (seen["failedSignIns"], seen["lockedUntil"] is None) == (5, False)


def test_a_wrong_current_password_counts_for_the_number(api):
    person = sign_up_verified(api)
    for _ in range(5):
        person.api.run("reauthenticate", input={"password": WRONG})
    assert sign_in(api, person.email) == "AccountLocked"

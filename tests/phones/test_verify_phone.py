"""verifyPhone and resendVerificationCode: the number is the person's once its code has come back."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.accounts.wire import HALF, LONG, NUL, events, execute_escaped, run_escaped
from tests.phones.callers import code_to, new_phone, sign_in, sign_up, sign_up_verified, user_row, wrong
from tests.support.mail import mails_to

PARALLEL = 50


def test_the_code_signs_in(api, database):
    phone = sign_up(api)
    outcome = api.run("verifyPhone", input={"phone": phone, "code": code_to(api, phone)})
    assert outcome["session"]["methods"] == ["sms_code"]
    assert api.as_(outcome["accessToken"]).run("me")["phoneVerified"] is True
    assert sign_in(api, phone) == "SignedIn"
    told = events(database, outcome["user"]["id"])
    assert told[:3] == ["user_registered", "phone_verified", "login_success"]


def test_a_code_is_good_once(api):
    phone = sign_up(api)
    proof = {"phone": phone, "code": code_to(api, phone)}
    assert api.run("verifyPhone", input=proof)["__typename"] == "SignedIn"
    assert api.run("verifyPhone", input=proof)["__typename"] == "InvalidCode"


def test_of_many_parallel_uses_one_wins(api, database):
    phone = sign_up(api)
    proof = {"phone": phone, "code": code_to(api, phone)}
    answers = api.execute_together(PARALLEL, "verifyPhone", input=proof)
    names = [answer.data["verifyPhone"]["__typename"] for answer in answers]
    assert names.count("SignedIn") == 1
    assert set(names) <= {"SignedIn", "InvalidCode", "AccountLocked"}
    assert database.count("sessions", "user_id = ?", user_row(database, phone)["id"]) == 1


def test_five_wrong_tries_kill_a_code(api, database):
    phone = sign_up(api)
    code = code_to(api, phone)
    with ThreadPoolExecutor(5) as pool:
        tries = list(pool.map(lambda _: api.run("verifyPhone", input={"phone": phone, "code": wrong(code)}), range(5)))
    assert {each["__typename"] for each in tries} == {"InvalidCode"}
    assert api.run("verifyPhone", input={"phone": phone, "code": code})["__typename"] == "InvalidCode"
    assert user_row(database, phone)["phone_verified"] in (0, False)


@pytest.mark.parametrize("is_known", [True, False])
def test_after_ten_wrong_tries_no_code_is_read_for_an_hour(api, is_known):
    """Alike for a number that nobody has, and for codes that were texted again."""
    phone = sign_up(api) if is_known else new_phone()
    for _ in range(10):
        assert api.run("verifyPhone", input={"phone": phone, "code": "00000000"})["__typename"] == "InvalidCode"
    api.run("resendVerificationCode", phone=phone)
    code = code_to(api, phone, count=2) if is_known else "12345678"
    refused = api.run("verifyPhone", input={"phone": phone, "code": code})
    assert refused["__typename"] == "AccountLocked"
    assert 3500 < refused["retryAfter"] <= 3600


def test_a_code_does_not_outlive_its_time(api, database):
    phone = sign_up(api)
    code = code_to(api, phone)
    database.execute("UPDATE one_time_tokens SET expires_at = '2020-01-01 00:00:00+00:00' WHERE address = ?", phone)
    assert api.run("verifyPhone", input={"phone": phone, "code": code})["__typename"] == "InvalidCode"


def test_a_code_is_for_its_number_and_its_purpose(api):
    phone, other = sign_up(api), sign_up(api)
    code = code_to(api, phone)
    assert api.run("verifyPhone", input={"phone": other, "code": code})["__typename"] == "InvalidCode"
    assert api.run("signInWithCode", input={"phone": phone, "code": code})["__typename"] == "InvalidCode"
    proof = {"phoneCode": {"phone": phone, "code": code}}
    refused = api.run("resetPassword", input={"proof": proof, "newPassword": "harbour-of-quiet-lanterns"})
    assert refused["__typename"] == "InvalidToken"
    assert api.run("verifyPhone", input={"phone": phone, "code": code})["__typename"] == "SignedIn"


def test_somebody_deactivated_is_told(api, database):
    phone = sign_up(api)
    code = code_to(api, phone)
    database.execute("UPDATE users SET is_active = ? WHERE phone = ?", False, phone)
    assert api.run("verifyPhone", input={"phone": phone, "code": code})["__typename"] == "AccountDeactivated"
    assert user_row(database, phone)["phone_verified"] in (0, False)


@pytest.mark.parametrize("text", ["", NUL, HALF, LONG])
def test_hard_text(api, text):
    for proof in ({"phone": text, "code": "12345678"}, {"phone": new_phone(), "code": text}):
        assert run_escaped(api, "verifyPhone", input=proof)["__typename"] == "InvalidCode"


def test_a_code_typed_with_blanks_around_it(api):
    phone = sign_up(api)
    outcome = api.run("verifyPhone", input={"phone": phone, "code": f" {code_to(api, phone)}\n"})
    assert outcome["__typename"] == "SignedIn"


class TestResendVerificationCode:
    def test_the_new_code_works_and_the_old_does_not(self, api):
        phone = sign_up(api)
        first = code_to(api, phone)
        assert api.run("resendVerificationCode", phone=phone) == {
            "__typename": "CodeSent",
            "phone": phone,
            "expiresIn": 600,
        }
        second = code_to(api, phone, count=2)
        assert api.run("verifyPhone", input={"phone": phone, "code": first})["__typename"] == "InvalidCode"
        assert api.run("verifyPhone", input={"phone": phone, "code": second})["__typename"] == "SignedIn"

    def test_the_answer_is_alike_for_everyone_and_only_who_waits_is_texted(self, api, database):
        verified, unknown = sign_up_verified(api).email, new_phone()
        for phone in (verified, unknown):
            answer = api.execute("resendVerificationCode", phone=phone)
            assert answer.data["resendVerificationCode"] == {"__typename": "CodeSent", "phone": phone, "expiresIn": 600}
        database.settle()
        assert (len(mails_to(api, verified)), len(mails_to(api, unknown))) == (1, 0)

    @pytest.mark.parametrize("phone", ["", "0151", NUL, HALF, LONG])
    def test_what_is_no_number(self, api, database, phone):
        with database.unchanged():
            answer = execute_escaped(api, "resendVerificationCode", phone=phone)
        assert answer.data["resendVerificationCode"]["__typename"] == "InvalidInput"

"""signUpWithPhone: one answer for every number while proofs are asked for, and nothing that a stranger could use."""

import pytest

from tests.accounts.wire import HALF, LONG, NUL, events, run_escaped
from tests.phones.callers import OTHER_PASSWORD, code_to, new_phone, sign_in, sign_up, sign_up_verified, user_row
from tests.support.mail import mails_to
from tests.support.people import PASSWORD


def wish(**more: object) -> dict[str, object]:
    return {"phone": new_phone(), "password": PASSWORD, **more}


def test_a_new_number_waits_for_its_proof(api, database):
    phone = new_phone()
    outcome = api.run("signUpWithPhone", input=wish(phone=phone))
    assert outcome == {"__typename": "VerificationRequired", "channel": "PHONE", "address": phone}
    assert code_to(api, phone)
    row = user_row(database, phone)
    assert (row["phone_verified"], row["email"], row["role"]) == (False, None, "USER")
    assert events(database, row["id"]) == ["user_registered"]
    assert database.count("sessions", "user_id = ?", row["id"]) == 0


def test_the_profile_is_kept(api):
    person = sign_up_verified(api, fullName=" Ann ", locale="de-AT", userData={"plan": "gold"})
    me = person.api.run("me")
    assert (me["fullName"], me["locale"], me["userData"]) == ("Ann", "de-AT", {"plan": "gold"})
    assert (me["phone"], me["phoneVerified"], me["email"]) == (person.email, True, None)


def test_a_number_has_one_account_in_every_spelling(api, database):
    phone = new_phone()
    spelled = f" {phone[:3]} (0{phone[3:6]}) {phone[6:]}".replace("(0", "(")
    assert sign_up(api, phone=phone)
    assert api.run("signUpWithPhone", input=wish(phone=spelled))["address"] == phone
    assert database.count("users", "phone = ?", phone) == 1


def test_a_taken_number_answers_alike(api):
    """Free, waiting for its proof, and verified: byte for byte."""
    phone = new_phone()
    answers = [api.execute("signUpWithPhone", input=wish(phone=phone)) for _ in range(2)]
    code = code_to(api, phone, count=2)
    assert api.run("verifyPhone", input={"phone": phone, "code": code})["__typename"] == "SignedIn"
    answers.append(api.execute("signUpWithPhone", input=wish(phone=phone)))
    assert len({(answer.status, answer.text) for answer in answers}) == 1


def test_a_verified_owner_keeps_the_password_and_is_not_texted(api, database):
    person = sign_up_verified(api)
    sign_up(api, phone=person.email, password=OTHER_PASSWORD)
    database.settle()
    assert len(mails_to(api, person.email)) == 1
    assert sign_in(api, person.email) == "SignedIn"
    assert sign_in(api, person.email, OTHER_PASSWORD) == "InvalidCredentials"
    assert events(database, person.user_id).count("user_registered") == 1


def test_of_two_sign_ups_before_the_proof_no_password_survives(api, database):
    phone = sign_up(api, password=OTHER_PASSWORD, fullName="Mallory")
    code_to(api, phone)
    sign_up(api, phone=phone, userData={"admin": True})
    code = code_to(api, phone, count=2)
    outcome = api.run("verifyPhone", input={"phone": phone, "code": code})
    assert (outcome["user"]["fullName"], outcome["user"]["userData"]) == (None, {})
    assert {sign_in(api, phone), sign_in(api, phone, OTHER_PASSWORD)} == {"InvalidCredentials"}


def test_an_unverified_number_of_a_verified_mailbox_is_nobodys_to_take(api, database):
    """An administrator may have written a wrong number: whoever holds it must not get at the account."""
    phone = sign_up(api)
    code_to(api, phone)
    database.execute("UPDATE users SET email = ?, email_verified = ? WHERE phone = ?", f"{phone}@x.org", True, phone)
    before = user_row(database, phone)["password_hash"]
    sign_up(api, phone=phone, password=OTHER_PASSWORD)
    database.settle()
    assert len(mails_to(api, phone)) == 1
    assert user_row(database, phone)["password_hash"] == before


def test_a_second_sign_up_kills_the_first_code(api):
    phone = sign_up(api)
    first = code_to(api, phone)
    sign_up(api, phone=phone)
    code_to(api, phone, count=2)
    assert api.run("verifyPhone", input={"phone": phone, "code": first})["__typename"] == "InvalidCode"


def test_concurrent_sign_ups_of_one_number_make_one_account(api, database):
    for _ in range(5):
        wanted = wish()
        answers = api.execute_together(5, "signUpWithPhone", input=wanted)
        assert {answer.text for answer in answers} == {answers[0].text}
        assert answers[0].data["signUpWithPhone"]["__typename"] == "VerificationRequired"
        assert database.count("users", "phone = ?", wanted["phone"]) == 1


@pytest.mark.parametrize(
    "phone", ["", "5555555555", "+1", "ann@example.com", "+19005551234", NUL, HALF, LONG, "+" + LONG]
)
def test_what_is_no_number(api, database, phone):
    with database.unchanged():
        refused = run_escaped(api, "signUpWithPhone", input=wish(phone=phone))
    assert refused["__typename"] == "InvalidInput"
    assert [field["path"] for field in refused["fields"]] == ["phone"]


def test_a_password_does_not_repeat_the_number(api, database):
    phone = new_phone()
    with database.unchanged():
        for password in (phone, phone[1:], phone[3:], f"call {phone[3:]}"):
            refused = api.run("signUpWithPhone", input=wish(phone=phone, password=password))
            assert refused["reasons"] == ["CONTAINS_IDENTIFIER"], password


def test_a_weak_password_is_refused(api, database):
    with database.unchanged():
        refused = api.run("signUpWithPhone", input=wish(password="password1"))
    assert refused["reasons"] == ["COMMON"]


@pytest.mark.parametrize(("path", "value"), [("fullName", NUL), ("locale", "german, please"), ("userData", [1])])
def test_a_field_that_is_not_valid_is_named(api, database, path, value):
    with database.unchanged():
        refused = run_escaped(api, "signUpWithPhone", input=wish(**{path: value}))
    assert [field["path"] for field in refused["fields"]] == [path]


class TestWithoutVerification:
    def test_the_answer_is_a_session(self, open_server):
        api, phone = open_server.api, new_phone()
        outcome = api.run("signUpWithPhone", input=wish(phone=phone))
        assert outcome["__typename"] == "SignedIn"
        assert (outcome["user"]["phone"], outcome["user"]["phoneVerified"]) == (phone, False)
        assert outcome["session"]["methods"] == ["password"]
        assert sign_in(api, phone) == "SignedIn"
        assert code_to(api, phone)

    def test_a_taken_number_is_told(self, open_server):
        phone = new_phone()
        open_server.api.run("signUpWithPhone", input=wish(phone=phone))
        with open_server.database.unchanged():
            assert open_server.api.run("signUpWithPhone", input=wish(phone=phone))["__typename"] == "PhoneTaken"

    def test_of_concurrent_sign_ups_one_wins(self, open_server):
        answers = open_server.api.execute_together(5, "signUpWithPhone", input=wish())
        names = sorted(answer.data["signUpWithPhone"]["__typename"] for answer in answers)
        assert names == ["PhoneTaken"] * 4 + ["SignedIn"]

    def test_the_proof_that_comes_later_keeps_the_session(self, open_server):
        api, phone = open_server.api, new_phone()
        mine = api.as_(api.run("signUpWithPhone", input=wish(phone=phone))["accessToken"])
        outcome = mine.run("verifyPhone", input={"phone": phone, "code": code_to(api, phone)})
        assert (outcome["session"]["current"], outcome["refreshToken"]) == (True, None)
        assert mine.run("me")["phoneVerified"] is True
        assert len(mine.run("sessions")) == 1


def test_sign_up_switched_off(make_server):
    server = make_server(SIGN_IN_METHODS="phone_password", SIGN_UP_ENABLED="false")
    with server.database.unchanged():
        assert server.api.run("signUpWithPhone", input=wish())["__typename"] == "FeatureDisabled"

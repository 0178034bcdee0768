"""changePhone, and updateUser's phone: a person proves the new number, an administrator's word stands unproved."""

import pytest

from tests.accounts.wire import HALF, LONG, NUL, age, events, execute_escaped
from tests.phones.callers import code_to, new_phone, sign_in, sign_up, sign_up_verified, user_row
from tests.support import people
from tests.support.mail import mails_to


def test_the_code_puts_the_number_in_place_and_keeps_the_session(api, database):
    person, new = sign_up_verified(api), new_phone()
    assert person.api.run("changePhone", phone=new) == {"__typename": "CodeSent", "phone": new, "expiresIn": 600}
    assert person.api.run("me")["phone"] == person.email
    outcome = person.api.run("verifyPhone", input={"phone": new, "code": code_to(api, new)})
    assert (outcome["session"]["id"], outcome["refreshToken"]) == (person.session_id, None)
    assert (outcome["user"]["phone"], outcome["user"]["phoneVerified"]) == (new, True)
    assert api.as_(outcome["accessToken"]).run("me")["phone"] == new
    assert sign_in(api, person.email) == "InvalidCredentials"
    assert sign_in(api, new) == "SignedIn"
    assert events(database, person.user_id).count("phone_changed") == 1


def test_somebody_with_a_mailbox_adds_a_number(api):
    person, phone = people.sign_up_verified(api), new_phone()
    person.api.run("changePhone", phone=phone)
    outcome = person.api.run("verifyPhone", input={"phone": phone, "code": code_to(api, phone)})
    assert outcome["user"]["phoneVerified"] is True
    assert sign_in(api, phone, person.password) == "SignedIn"


def test_the_code_is_worth_nothing_to_anyone_else(api, database):
    person, other, new = sign_up_verified(api), sign_up_verified(api), new_phone()
    person.api.run("changePhone", phone=new)
    proof = {"phone": new, "code": code_to(api, new)}
    for stranger in (api, other.api):
        assert stranger.run("verifyPhone", input=proof)["__typename"] == "InvalidCode"
    assert database.count("users", "phone = ?", new) == 0
    assert person.api.run("verifyPhone", input=proof)["__typename"] == "SignedIn"


def test_a_taken_number_answers_alike_and_is_not_texted(api, database):
    person, owner = sign_up_verified(api), sign_up_verified(api)
    assert person.api.run("changePhone", phone=owner.email)["__typename"] == "CodeSent"
    database.settle()
    assert len(mails_to(api, owner.email)) == 1


def test_a_number_that_was_taken_meanwhile_stays_where_it_is(api, database):
    person, new = sign_up_verified(api), new_phone()
    person.api.run("changePhone", phone=new)
    code = code_to(api, new)
    sign_up(api, phone=new)
    code_to(api, new, count=2)
    assert person.api.run("verifyPhone", input={"phone": new, "code": code})["__typename"] == "InvalidCode"
    assert user_row(database, person.email)["id"] == person.user_id


def test_a_change_kills_what_was_texted_to_the_old_number(api):
    person, new = sign_up_verified(api), new_phone()
    api.run("sendSignInCode", phone=person.email)
    old = code_to(api, person.email, count=2)
    person.api.run("changePhone", phone=new)
    person.api.run("verifyPhone", input={"phone": new, "code": code_to(api, new)})
    assert api.run("signInWithCode", input={"phone": person.email, "code": old})["__typename"] == "InvalidCode"


def test_it_asks_for_freshness(api, database):
    person = people.sign_up_verified(api)
    age(database, person.session_id)
    stale = people.sign_in(api, person.email)
    age(database, stale.session_id)
    with database.unchanged():
        answer = stale.api.execute("changePhone", phone=new_phone())
    assert answer.code == "REAUTHENTICATION_REQUIRED"


@pytest.mark.parametrize("text", ["", "0151", NUL, HALF, LONG])
def test_what_is_no_number(api, database, text):
    person = sign_up_verified(api)
    with database.unchanged():
        answer = execute_escaped(person.api, "changePhone", phone=text)
    assert answer.data["changePhone"]["__typename"] == "InvalidInput"


class TestByAnAdministrator:
    def test_the_number_counts_as_unverified(self, api, admin):
        person, phone = people.sign_up_verified(api), new_phone()
        changed = admin.api.run("updateUser", input={"id": person.user_id, "phone": f" {phone[:3]} {phone[3:]}"})
        assert (changed["phone"], changed["phoneVerified"]) == (phone, False)
        assert sign_in(api, phone, person.password) == "PhoneNotVerified"

    def test_the_same_number_stays_verified(self, api, admin):
        person = sign_up_verified(api)
        changed = admin.api.run("updateUser", input={"id": person.user_id, "phone": person.email})
        assert changed["phoneVerified"] is True

    def test_a_taken_number(self, api, admin, database):
        person, owner = people.sign_up_verified(api), sign_up_verified(api)
        with database.unchanged():
            refused = admin.api.run("updateUser", input={"id": person.user_id, "phone": owner.email})
        assert refused["__typename"] == "PhoneTaken"

    def test_a_taken_address_beside_a_free_number(self, api, admin, database):
        person, owner = people.sign_up_verified(api), people.sign_up_verified(api)
        wish = {"id": person.user_id, "phone": new_phone(), "email": owner.email}
        with database.unchanged():
            assert admin.api.run("updateUser", input=wish)["__typename"] == "EmailTaken"

    def test_an_account_keeps_an_address_or_a_number(self, api, admin, database):
        person = sign_up_verified(api)
        with database.unchanged():
            refused = admin.api.run("updateUser", input={"id": person.user_id, "phone": None})
        assert [field["path"] for field in refused["fields"]] == ["phone"]
        wish = {"id": person.user_id, "phone": None, "email": people.new_email()}
        assert admin.api.run("updateUser", input=wish)["phone"] is None

    def test_what_is_no_number(self, api, admin, database):
        person = sign_up_verified(api)
        with database.unchanged():
            refused = admin.api.run("updateUser", input={"id": person.user_id, "phone": "0151"})
        assert refused["__typename"] == "InvalidInput"

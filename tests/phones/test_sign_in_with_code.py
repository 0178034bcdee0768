"""sendSignInCode and signInWithCode: for verified numbers only, and nobody else learns whose they are."""

import pytest

from tests.accounts.wire import HALF, LONG, NUL, execute_escaped, run_escaped
from tests.phones.callers import code_to, new_phone, sign_up, sign_up_verified, wrong
from tests.support.mail import mails_to

PARALLEL = 50


def test_a_texted_code_signs_in(api):
    person = sign_up_verified(api)
    assert api.run("sendSignInCode", phone=person.email)["expiresIn"] == 600
    code = code_to(api, person.email, count=2)
    outcome = api.run("signInWithCode", input={"phone": person.email, "code": code})
    assert outcome["user"]["id"] == person.user_id
    assert outcome["session"]["methods"] == ["sms_code"]
    assert outcome["session"]["id"] != person.session_id
    assert outcome["refreshToken"]


def test_the_answer_is_alike_and_only_a_verified_number_is_texted(api, database):
    waiting, unknown = sign_up(api), new_phone()
    code_to(api, waiting)
    for phone in (waiting, unknown):
        assert api.run("sendSignInCode", phone=phone) == {"__typename": "CodeSent", "phone": phone, "expiresIn": 600}
    database.settle()
    assert (len(mails_to(api, waiting)), len(mails_to(api, unknown))) == (1, 0)


def test_a_request_for_nobody_does_the_same_work(api, database):
    """The same rows come into being; none of them is a message."""
    before = {table: database.count(table) for table in ("outbox", "one_time_tokens", "audit_events", "mailbox")}
    api.run("sendSignInCode", phone=new_phone())
    after = {table: database.count(table) for table in before}
    assert {table: after[table] - before[table] for table in before} == {
        "outbox": 1,
        "one_time_tokens": 1,
        "audit_events": 0,
        "mailbox": 0,
    }


def test_of_many_parallel_uses_one_wins(api, database):
    person = sign_up_verified(api)
    api.run("sendSignInCode", phone=person.email)
    proof = {"phone": person.email, "code": code_to(api, person.email, count=2)}
    answers = api.execute_together(PARALLEL, "signInWithCode", input=proof)
    names = [answer.data["signInWithCode"]["__typename"] for answer in answers]
    assert names.count("SignedIn") == 1
    assert database.count("sessions", "user_id = ?", person.user_id) == 2


def test_a_newer_code_kills_the_older(api):
    person = sign_up_verified(api)
    api.run("sendSignInCode", phone=person.email)
    first = code_to(api, person.email, count=2)
    api.run("sendSignInCode", phone=person.email)
    second = code_to(api, person.email, count=3)
    assert api.run("signInWithCode", input={"phone": person.email, "code": first})["__typename"] == "InvalidCode"
    assert api.run("signInWithCode", input={"phone": person.email, "code": second})["__typename"] == "SignedIn"


def test_five_wrong_tries_kill_a_code(api, database):
    person = sign_up_verified(api)
    api.run("sendSignInCode", phone=person.email)
    code = code_to(api, person.email, count=2)
    for _ in range(5):
        refused = api.run("signInWithCode", input={"phone": person.email, "code": wrong(code)})
        assert refused["__typename"] == "InvalidCode"
    assert api.run("signInWithCode", input={"phone": person.email, "code": code})["__typename"] == "InvalidCode"
    assert database.count("sessions", "user_id = ?", person.user_id) == 1


def test_a_code_of_a_number_that_was_given_up_opens_nothing(api, database):
    person = sign_up_verified(api)
    api.run("sendSignInCode", phone=person.email)
    code = code_to(api, person.email, count=2)
    database.execute("UPDATE users SET phone = ? WHERE id = ?", new_phone(), person.user_id)
    refused = api.run("signInWithCode", input={"phone": person.email, "code": code})
    assert refused["__typename"] == "InvalidCode"


def test_somebody_deactivated_is_told(api, database):
    person = sign_up_verified(api)
    api.run("sendSignInCode", phone=person.email)
    code = code_to(api, person.email, count=2)
    database.execute("UPDATE users SET is_active = ? WHERE id = ?", False, person.user_id)
    refused = api.run("signInWithCode", input={"phone": person.email, "code": code})
    assert refused["__typename"] == "AccountDeactivated"


@pytest.mark.parametrize("text", ["", "0151", NUL, HALF, LONG])
def test_hard_text(api, text):
    answer = execute_escaped(api, "sendSignInCode", phone=text)
    assert answer.data["sendSignInCode"]["__typename"] == "InvalidInput"
    for proof in ({"phone": text, "code": "12345678"}, {"phone": new_phone(), "code": text}):
        assert run_escaped(api, "signInWithCode", input=proof)["__typename"] == "InvalidCode"


def test_in_cookie_mode_tokens_travel_as_cookies(api, server):
    person = sign_up_verified(api)
    api.run("sendSignInCode", phone=person.email)
    browser = api.with_headers(Ostiary_Session="cookie", Origin=server.url)
    outcome = browser.run("signInWithCode", input={"phone": person.email, "code": code_to(api, person.email, count=2)})
    assert (outcome["accessToken"], outcome["refreshToken"]) == (None, None)
    assert browser.run("me")["id"] == person.user_id

"""confirmTotp: the first code switches the second factor on and shows ten recovery codes, once."""

import re
from collections import Counter

from tests.accounts.wire import HARD_TEXTS, events, run_escaped
from tests.second_factors.factors import challenge_of, code_of, complete, enroll, stale
from tests.support.mail import wait_for_mail
from tests.support.people import sign_in


def test_it_is_on_and_there_are_ten_codes(api, database, person):
    guarded = enroll(person, database)
    assert len(set(guarded.recovery_codes)) == 10
    assert all(re.fullmatch(r"([a-z2-7]{4}-){3}[a-z2-7]{4}", code) for code in guarded.recovery_codes)
    assert person.api.run("me")["secondFactors"] == ["TOTP", "RECOVERY_CODE"]
    assert challenge_of(api, person.email)
    assert "authenticator app" in wait_for_mail(api, person.email, subject="was added").text
    assert "factor_added" in events(database, person.user_id)


def test_the_session_has_proved_it(person, database):
    enroll(person, database)
    assert person.api.run("session")["methods"] == ["password", "totp"]


def test_a_wrong_code(person, database):
    person.api.run("enrollTotp")
    with database.unchanged():
        for code in ("", "12345", "1234567", "abcdef", *HARD_TEXTS.values()):
            assert run_escaped(person.api, "confirmTotp", code=code)["__typename"] == "InvalidCode", code[:9]
    assert person.api.run("me")["secondFactors"] == []


def test_without_an_enrollment(person, database):
    with database.unchanged():
        assert person.api.run("confirmTotp", code="123456")["__typename"] == "NotFound"


def test_twice(person, database):
    guarded = enroll(person, database)
    with database.unchanged():
        code = guarded.authenticator.code_of_step()
        assert person.api.run("confirmTotp", code=code)["__typename"] == "NotFound"


def test_of_many_at_once_one_wins(person):
    code = code_of(person.api.run("enrollTotp")["secret"])
    answers = person.api.execute_together(10, "confirmTotp", code=code)
    names = Counter(answer.data["confirmTotp"]["__typename"] for answer in answers)
    assert names == {"RecoveryCodes": 1, "NotFound": 9}


def test_a_new_authenticator_takes_the_old_ones_place(api, database, guarded):
    anew = enroll(guarded.person, database)
    old_code, old_recovery = guarded.authenticator.code(), guarded.recovery_codes[0]
    challenge = challenge_of(api, guarded.email)
    assert complete(api, challenge, totp=old_code)["__typename"] == "InvalidCode"
    assert complete(api, challenge, recoveryCode=old_recovery)["__typename"] == "InvalidCode"
    assert complete(api, challenge, totp=anew.authenticator.code())["__typename"] == "SignedIn"


def test_nobody_elses_enrollment(newcomer, database):
    owner, other = newcomer(), newcomer()
    secret = owner.api.run("enrollTotp")["secret"]
    with database.unchanged():
        assert other.api.run("confirmTotp", code=code_of(secret))["__typename"] == "NotFound"


def test_it_asks_for_a_fresh_proof(api, person, database):
    code = code_of(person.api.run("enrollTotp")["secret"])
    later = stale(sign_in(api, person.email), database)
    with database.unchanged():
        assert later.execute("confirmTotp", code=code).code == "REAUTHENTICATION_REQUIRED"


def test_a_stranger_is_refused(api, database):
    with database.unchanged():
        assert api.execute("confirmTotp", code="123456").code == "UNAUTHENTICATED"

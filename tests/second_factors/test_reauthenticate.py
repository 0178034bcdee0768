"""reauthenticate by a second factor."""

from collections import Counter

from tests.second_factors.factors import sign_in, stale

COUNTERS = ("attempts", "audit_events", "audit_personal")


def test_a_code_makes_the_session_fresh(api, database, guarded):
    later = stale(sign_in(api, guarded), database)
    refused = later.execute("deleteAccount")
    assert refused.errors[0]["extensions"]["methods"] == ["password", "totp"]
    outcome = later.run("reauthenticate", input={"totp": guarded.authenticator.code()})
    assert (outcome["__typename"], outcome["refreshToken"]) == ("SignedIn", None)
    assert later.run("deleteAccount")["__typename"] == "AccountDeleted"


def test_a_code_is_good_once(api, guarded):
    person, code = sign_in(api, guarded), guarded.authenticator.code()
    answers = person.api.execute_together(4, "reauthenticate", input={"totp": code})
    names = Counter(answer.data["reauthenticate"]["__typename"] for answer in answers)
    assert names == {"SignedIn": 1, "InvalidCode": 3}


def test_a_wrong_code(api, database, guarded):
    later = stale(sign_in(api, guarded), database)
    with database.unchanged(except_=COUNTERS):
        refused = later.run("reauthenticate", input={"totp": guarded.authenticator.wrong_code()})
    assert refused["__typename"] == "InvalidCode"
    assert later.execute("deleteAccount").code == "REAUTHENTICATION_REQUIRED"


def test_a_recovery_code_is_no_code(guarded, database):
    """It stands in for a lost factor at a sign-in, and for nothing else."""
    with database.unchanged(except_=COUNTERS):
        refused = guarded.api.run("reauthenticate", input={"totp": guarded.recovery_codes[0]})
    assert refused["__typename"] == "InvalidCode"


def test_an_authenticator_that_waits_proves_nothing(person, database):
    person.api.run("enrollTotp")
    with database.unchanged(except_=COUNTERS):
        assert person.api.run("reauthenticate", input={"totp": "123456"})["__typename"] == "InvalidCode"

"""disableTotp: one factor is enough again, and nobody says otherwise."""

from collections import Counter

import jwt

from tests.accounts.wire import events
from tests.second_factors.factors import enroll, sign_in, stale
from tests.support import people
from tests.support.mail import wait_for_mail


def claims_of(token: str) -> dict:
    return jwt.decode(token, options={"verify_signature": False})


def test_one_factor_is_enough_again(api, database, guarded):
    outcome = guarded.api.run("disableTotp")
    assert (outcome["__typename"], outcome["secondFactors"]) == ("User", [])
    assert people.sign_in(api, guarded.email).user_id == guarded.person.user_id
    for table in ("totp_factors", "recovery_codes"):
        assert database.count(table, "user_id = ?", guarded.person.user_id) == 0
    assert "authenticator app" in wait_for_mail(api, guarded.email, subject="was removed").text
    assert events(database, guarded.person.user_id).count("factor_removed") == 1


def test_living_sessions_are_lowered_at_once(api, guarded):
    other = sign_in(api, guarded)
    assert claims_of(other.access_token)["amr"] == ["pwd", "otp", "mfa"]
    other.api.run("me")
    guarded.api.run("disableTotp")
    refused = other.api.execute("me")
    assert (refused.code, refused.reason) == ("UNAUTHENTICATED", "TOKEN_EXPIRED")
    refreshed = api.run("refresh", input={"refreshToken": other.refresh_token})
    assert claims_of(refreshed["accessToken"])["amr"] == ["pwd"]
    assert refreshed["session"]["methods"] == ["password"]


def test_a_session_that_never_proved_it_is_left_alone(api, database, newcomer):
    plain = newcomer()
    second = people.sign_in(api, plain.email)
    second.api.run("me")
    enroll(plain, database).api.run("disableTotp")
    assert second.api.run("session")["id"] == second.session_id


def test_without_one(person, database):
    person.api.run("enrollTotp")
    with database.unchanged():
        assert person.api.run("disableTotp")["__typename"] == "NotFound"


def test_of_many_at_once_one_wins(guarded):
    names = Counter(
        answer.data["disableTotp"]["__typename"] if answer.data else answer.reason
        for answer in guarded.api.execute_together(5, "disableTotp")
    )
    assert names["User"] == 1


def test_it_asks_for_a_fresh_proof(api, database, guarded):
    later = stale(sign_in(api, guarded), database)
    with database.unchanged():
        refused = later.execute("disableTotp")
    assert (refused.code, refused.errors[0]["extensions"]["methods"]) == (
        "REAUTHENTICATION_REQUIRED",
        ["password", "totp"],
    )


def test_a_stranger_is_refused(api, database):
    with database.unchanged():
        assert api.execute("disableTotp").code == "UNAUTHENTICATED"

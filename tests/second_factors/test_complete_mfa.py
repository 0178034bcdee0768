"""completeMfa: the second factor of a sign-in, by authenticator or recovery code."""

from tests.accounts.wire import events
from tests.second_factors.factors import challenge_of, complete
from tests.support.mail import wait_for_mail

COUNTERS = ("attempts", "audit_events", "audit_personal", "one_time_tokens")


def sessions_of(database, guarded):
    return database.count("sessions", "user_id = ?", guarded.person.user_id)


def test_an_authenticator(api, database, guarded):
    outcome = complete(api, challenge_of(api, guarded.email), totp=guarded.authenticator.code())
    assert (outcome["__typename"], outcome["session"]["methods"]) == ("SignedIn", ["password", "totp"])
    assert outcome["mfaEnrollmentRequired"] is False
    assert api.as_(outcome["accessToken"]).run("me")["secondFactors"] == ["TOTP", "RECOVERY_CODE"]


def test_a_recovery_code(api, database, guarded):
    code = guarded.recovery_codes[3]
    outcome = complete(api, challenge_of(api, guarded.email), recoveryCode=code)
    assert (outcome["__typename"], outcome["session"]["methods"]) == ("SignedIn", ["password", "recovery_code"])
    assert "9 are left" in wait_for_mail(api, guarded.email, subject="recovery code").text
    assert "recovery_code_used" in events(database, guarded.person.user_id)
    assert complete(api, challenge_of(api, guarded.email), recoveryCode=code)["__typename"] == "InvalidCode"

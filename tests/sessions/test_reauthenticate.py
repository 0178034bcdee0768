"""reauthenticate: proves again who the viewer is. A new access token; the refresh token stays."""

import pytest

from tests.accounts.wire import HARD_TEXTS, age, run_escaped
from tests.support.people import PASSWORD, sign_in

COUNTERS = ("attempts", "audit_events", "audit_personal")


def test_the_password(api, person, database):
    stale = sign_in(api, person.email)
    age(database, stale.session_id)
    refused = stale.api.execute("deleteAccount")
    assert (refused.code, refused.errors[0]["extensions"]["methods"]) == ("REAUTHENTICATION_REQUIRED", ["password"])
    outcome = stale.api.run("reauthenticate", input={"password": PASSWORD})
    assert (outcome["__typename"], outcome["refreshToken"]) == ("SignedIn", None)
    assert outcome["session"]["id"] == stale.session_id
    assert api.run("refresh", input={"refreshToken": stale.refresh_token})["__typename"] == "SignedIn"
    # The session is fresh, so that the token from before is, too.
    assert stale.api.run("deleteAccount")["__typename"] == "AccountDeleted"


@pytest.mark.parametrize("password", ["not-the-password-1", "", *HARD_TEXTS.values()], ids=lambda text: repr(text[:9]))
def test_a_wrong_password(api, person, database, password):
    stale = sign_in(api, person.email)
    age(database, stale.session_id)
    with database.unchanged(except_=COUNTERS):
        refused = run_escaped(stale.api, "reauthenticate", input={"password": password})
    assert refused["__typename"] == "InvalidCredentials"
    assert stale.api.execute("deleteAccount").code == "REAUTHENTICATION_REQUIRED"


@pytest.mark.parametrize("sent", [{"totp": "123456"}, {"passkey": {"challenge": "c", "credential": {}}}])
def test_a_factor_that_the_account_has_not(person, database, sent):
    with database.unchanged(except_=COUNTERS):
        assert person.api.run("reauthenticate", input=sent)["__typename"] == "InvalidCode"


@pytest.mark.parametrize("sent", [{}, {"password": None}, {"password": PASSWORD, "totp": "123456"}, {"password": 5}])
def test_a_wrong_shape(person, database, sent):
    with database.unchanged():
        assert person.api.execute("reauthenticate", input=sent).code == "BAD_USER_INPUT"


def test_a_stranger_is_refused(api, database):
    with database.unchanged():
        assert api.execute("reauthenticate", input={"password": PASSWORD}).code == "UNAUTHENTICATED"

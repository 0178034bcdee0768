"""regenerateRecoveryCodes: ten new ones; those before are dead."""

from tests.accounts.wire import events
from tests.second_factors.factors import challenge_of, complete, sign_in, stale


def test_the_set_before_is_dead(api, database, guarded):
    codes = guarded.api.run("regenerateRecoveryCodes")["codes"]
    assert len(set(codes) | set(guarded.recovery_codes)) == 20
    challenge = challenge_of(api, guarded.email)
    assert complete(api, challenge, recoveryCode=guarded.recovery_codes[0])["__typename"] == "InvalidCode"
    assert complete(api, challenge, recoveryCode=codes[0])["__typename"] == "SignedIn"
    assert "recovery_codes_generated" in events(database, guarded.person.user_id)


def test_many_at_once_leave_ten(database, guarded):
    guarded.api.execute_together(10, "regenerateRecoveryCodes")
    assert database.count("recovery_codes", "user_id = ?", guarded.person.user_id) == 10


def test_when_all_are_used_they_are_no_method_any_more(api, database, guarded):
    database.execute("UPDATE recovery_codes SET used_at = created_at WHERE user_id = ?", guarded.person.user_id)
    asked = api.run("signIn", input={"email": guarded.email, "password": guarded.person.password})
    assert asked["methods"] == ["TOTP"]


def test_without_a_factor_to_recover_from(person, database):
    person.api.run("enrollTotp")
    with database.unchanged():
        assert person.api.run("regenerateRecoveryCodes")["__typename"] == "NotFound"


def test_it_asks_for_a_fresh_proof(api, database, guarded):
    later = stale(sign_in(api, guarded), database)
    with database.unchanged():
        assert later.execute("regenerateRecoveryCodes").code == "REAUTHENTICATION_REQUIRED"


def test_a_stranger_is_refused(api, database):
    with database.unchanged():
        assert api.execute("regenerateRecoveryCodes").code == "UNAUTHENTICATED"

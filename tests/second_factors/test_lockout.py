"""Wrong guesses at a second factor: one lockout with the password's, and an end that a mailbox cannot move."""

import pytest

from tests.accounts.wire import events
from tests.second_factors.factors import challenge_of, complete, forget_guesses, new_guarded, sign_in
from tests.support.mail import token_in, wait_for_mail
from tests.support.people import PASSWORD

OTHER_PASSWORD = "copper-lantern-sings-9"
COUNTERS = ("attempts", "audit_events", "audit_personal")


def wrong(api, guarded, times, **proof):
    """That many wrong proofs, each half way through a sign-in of its own; how the last one ended."""
    proof = proof or {"totp": guarded.authenticator.wrong_code()}
    return [complete(api, challenge_of(api, guarded.email), **proof)["__typename"] for _ in range(times)]


def by_password(api, guarded, password=PASSWORD):
    return api.run("signIn", input={"email": guarded.email, "password": password})["__typename"]


def test_five_wrong_ones_lock_the_account(api, database, guarded):
    challenge = challenge_of(api, guarded.email)
    code = {"totp": guarded.authenticator.wrong_code()}
    assert [complete(api, challenge, **code)["__typename"] for _ in range(5)] == ["InvalidCode"] * 5
    right = {"totp": guarded.authenticator.code()}
    with database.unchanged(except_=COUNTERS):
        locked = complete(api, challenge, **right)
    assert locked["__typename"] == "AccountLocked"
    assert 0 < locked["retryAfter"] <= 60
    assert by_password(api, guarded) == "AccountLocked"
    told = events(database, guarded.person.user_id)
    assert (told.count("login_failed"), told.count("account_locked")) == (5, 1)
    assert wait_for_mail(api, guarded.email, subject="is locked")


def test_a_right_password_between_them_forgets_nothing(api, guarded):
    """Or whoever knows the password could guess for ever."""
    assert wrong(api, guarded, 5) == ["InvalidCode"] * 5
    assert by_password(api, guarded) == "AccountLocked"


@pytest.mark.parametrize("proof", [{"recoveryCode": "aaaa-bbbb-cccc-dddd"}, {"passkey": {"id": "x"}}])
def test_whichever_factor_is_guessed(api, guarded, proof):
    assert by_password(api, guarded, "not-the-password-1") == "InvalidCredentials"
    wrong(api, guarded, 2)
    wrong(api, guarded, 2, **proof)
    assert by_password(api, guarded) == "AccountLocked"


def test_guesses_in_a_session_count_too(api, guarded):
    person = sign_in(api, guarded)
    for _ in range(5):
        person.api.run("reauthenticate", input={"totp": guarded.authenticator.wrong_code()})
    assert by_password(api, guarded) == "AccountLocked"
    refused = person.api.run("reauthenticate", input={"totp": guarded.authenticator.code()})
    assert refused["__typename"] == "AccountLocked"


def test_a_right_one_forgets_the_wrong_ones(api, guarded):
    wrong(api, guarded, 4)
    sign_in(api, guarded)
    assert wrong(api, guarded, 4) == ["InvalidCode"] * 4
    sign_in(api, guarded)


def test_a_lock_of_the_password_locks_the_factor(api, database, guarded):
    challenge = challenge_of(api, guarded.email)
    for _ in range(5):
        by_password(api, guarded, "not-the-password-1")
    code = guarded.authenticator.code()
    with database.unchanged(except_=COUNTERS):
        assert complete(api, challenge, totp=code)["__typename"] == "AccountLocked"


def test_an_administrator_ends_it(api, guarded, site_admin):
    wrong(api, guarded, 5)
    site_admin.api.run("unlockUser", id=guarded.person.user_id)
    assert sign_in(api, guarded).user_id == guarded.person.user_id


def reset(api, guarded, password, *, count):
    api.run("requestPasswordReset", input={"email": guarded.email})
    proof = {"token": token_in(wait_for_mail(api, guarded.email, subject="new password", count=count))}
    assert api.run("resetPassword", input={"proof": proof, "newPassword": password})["__typename"] == "PasswordChanged"


def test_a_reset_ends_a_lock(api, guarded):
    wrong(api, guarded, 5)
    reset(api, guarded, OTHER_PASSWORD, count=1)
    challenge = challenge_of(api, guarded.email, OTHER_PASSWORD)
    assert complete(api, challenge, totp=guarded.authenticator.code())["__typename"] == "SignedIn"


def test_resets_give_no_more_than_ten_guesses_an_hour(api, database, guarded):
    """Whoever holds the mailbox could else go on: five guesses, a reset, five guesses …"""
    for count, password in enumerate([OTHER_PASSWORD, PASSWORD], start=1):
        before = PASSWORD if password is OTHER_PASSWORD else OTHER_PASSWORD
        for _ in range(5):
            challenge = challenge_of(api, guarded.email, before)
            assert complete(api, challenge, totp=guarded.authenticator.wrong_code())["__typename"] == "InvalidCode"
        reset(api, guarded, password, count=count)
    locked = complete(api, challenge_of(api, guarded.email), totp=guarded.authenticator.code())
    assert locked["__typename"] == "AccountLocked"
    assert locked["retryAfter"] > 1800


def test_the_fifth_wrong_one_is_a_challenges_last(start_server):
    lenient = start_server(LOCKOUT="off")
    api, guarded = lenient.api, new_guarded(lenient.api, lenient.database)
    challenge = challenge_of(api, guarded.email)
    answers = api.execute_together(
        12, "completeMfa", input={"challenge": challenge, "proof": {"totp": guarded.authenticator.wrong_code()}}
    )
    names = [answer.data["completeMfa"]["__typename"] for answer in answers]
    assert (names.count("InvalidCode"), names.count("InvalidToken")) == (5, 7)
    assert complete(api, challenge, totp=guarded.authenticator.code())["__typename"] == "InvalidToken"
    forget_guesses(lenient.database)
    assert sign_in(api, guarded).user_id == guarded.person.user_id

"""Item 7: wrong guesses count on every path that takes the password, and the owner gets in all the same."""

import itertools

import pytest

from tests.support.mail import token_in, wait_for_mail
from tests.support.people import PASSWORD, sign_in

WRONG, NEW = "not-the-password-1", "copper-lantern-sings-9"
PATHS = {
    "signIn": lambda person, api, guess: api.run("signIn", input={"email": person.email, "password": guess}),
    "changePassword": lambda person, _api, guess: person.api.run(
        "changePassword", input={"currentPassword": guess, "newPassword": NEW}
    ),
    "reauthenticate": lambda person, _api, guess: person.api.run("reauthenticate", input={"password": guess}),
}


@pytest.mark.parametrize("first", PATHS)
def test_guesses_on_any_path_lock_all_of_them(api, person, database, first):
    paths = itertools.cycle(sorted(PATHS.values(), key=lambda path: path is not PATHS[first]))
    guesses = [next(paths)(person, api, WRONG)["__typename"] for _ in range(5)]
    assert guesses == ["InvalidCredentials"] * 5
    with database.unchanged(except_=("audit_events", "audit_personal")):
        assert {path(person, api, PASSWORD)["__typename"] for path in PATHS.values()} == {"AccountLocked"}


def test_guesses_at_once_lock_too(api, person):
    answers = api.execute_together(20, "signIn", input={"email": person.email, "password": WRONG})
    assert {answer.data["signIn"]["__typename"] for answer in answers} <= {"InvalidCredentials", "AccountLocked"}
    assert PATHS["signIn"](person, api, PASSWORD)["__typename"] == "AccountLocked"


def test_a_reset_lets_the_owner_in(api, person):
    for _ in range(6):
        PATHS["signIn"](person, api, WRONG)
    assert PATHS["signIn"](person, api, PASSWORD)["__typename"] == "AccountLocked"
    api.run("requestPasswordReset", input={"email": person.email})
    proof = {"token": token_in(wait_for_mail(api, person.email, subject="new password"))}
    assert api.run("resetPassword", input={"proof": proof, "newPassword": NEW})["__typename"] == "PasswordChanged"
    assert sign_in(api, person.email, NEW)

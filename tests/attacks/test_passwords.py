"""Item 1: one rule for passwords at every door, for whatever text; no door tells another story."""

import pytest

from tests.accounts.wire import HALF, LONG, NUL, run_escaped
from tests.support.mail import token_in, wait_for_mail
from tests.support.people import PASSWORD, make_staff, new_email

pytestmark = pytest.mark.one_engine

NAME = "Ada Lovelace"
WEAK = {
    "short": ("ßabcdef", ["TOO_SHORT"]),
    "long": ("ab" * 64 + "c", ["TOO_LONG"]),
    "200 KB": (LONG, ["TOO_LONG"]),
    "common": ("PassWord1", ["COMMON"]),
    "one letter": ("zzzzzzzzzzzz", ["REPEATED_CHARACTER"]),
    "their name": (f"I am {NAME}", ["CONTAINS_IDENTIFIER"]),
}
# Any class of character is as good as another.
FINE = {
    "digits": "7302958416",
    "letters": "violettractorhums",
    "blanks": "        \u00a0 x",
    "birds": "🦉🐢🦊🐙🐝🦋🐌🐞",
}


@pytest.fixture(scope="module")
def doors(server):
    """Where a new password is chosen: each answers what comes of it, for somebody of that name."""
    admin = make_staff(server)
    email = new_email()
    account = {"email": email, "password": PASSWORD, "fullName": NAME, "emailVerified": True}
    assert admin.api.run("createUser", input=account)["__typename"] == "User"
    person = server.api.signed_in(email, PASSWORD)
    server.api.run("requestPasswordReset", input={"email": email})
    proof = {"token": token_in(wait_for_mail(server.api, email, subject="new password"))}
    return {
        "signUp": lambda new: run_escaped(server.api, "signUp", input=wish(password=new)),
        "createUser": lambda new: run_escaped(admin.api, "createUser", input=wish(password=new)),
        "changePassword": lambda new: run_escaped(
            person, "changePassword", input={"currentPassword": PASSWORD, "newPassword": new}
        ),
        "resetPassword": lambda new: run_escaped(
            server.api, "resetPassword", input={"proof": proof, "newPassword": new}
        ),
    }


def wish(**more):
    return {"email": new_email(), "fullName": NAME, **more}


@pytest.mark.parametrize("door", ["signUp", "createUser", "changePassword", "resetPassword"])
@pytest.mark.parametrize(("password", "reasons"), WEAK.values(), ids=WEAK)
def test_every_door_refuses_a_weak_one_with_the_same_reasons(doors, database, door, password, reasons):
    with database.unchanged():
        refused = doors[door](password)
    assert (refused["__typename"], refused["reasons"]) == ("WeakPassword", reasons)


@pytest.mark.parametrize("password", FINE.values(), ids=FINE)
def test_no_character_has_to_be_in_it(api, password):
    assert api.run("signUp", input=wish(password=password))["__typename"] == "VerificationRequired"


@pytest.mark.parametrize("door", ["signUp", "createUser"])
@pytest.mark.parametrize("password", [NUL, HALF], ids=["NUL", "half a character"])
def test_what_cannot_be_stored_is_invalid_input(doors, database, door, password):
    with database.unchanged():
        assert doors[door](password)["__typename"] == "InvalidInput"

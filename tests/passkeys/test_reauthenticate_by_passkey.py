"""reauthenticate by a passkey: proves again that it is still you."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from tests.accounts.wire import age, run_escaped
from tests.passkeys.ceremonies import add, begin_registration, begin_sign_in, finish_sign_in
from tests.passkeys.hostile import NO_CREDENTIALS
from tests.support.authenticator import PRESENT, Authenticator


def reauthenticate(person, begun, credential):
    proof = {"challenge": begun["challenge"], "credential": credential}
    return run_escaped(person.api, "reauthenticate", input={"passkey": proof})


@pytest.fixture
def stale(holder, database):
    """Whose proof is an hour old."""
    age(database, holder.session_id)
    return holder


def test_a_passkey(stale, authenticator):
    refused = stale.api.execute("deleteAccount")
    assert (refused.code, refused.errors[0]["extensions"]["methods"]) == (
        "REAUTHENTICATION_REQUIRED",
        ["password", "passkey"],
    )
    begun = begin_sign_in(stale.api)
    outcome = reauthenticate(stale, begun, authenticator.get(begun["options"]))
    assert (outcome["__typename"], outcome["refreshToken"]) == ("SignedIn", None)
    assert outcome["session"]["id"] == stale.session_id
    assert stale.api.run("deleteAccount")["__typename"] == "AccountDeleted"


def test_guesses_of_others_hold_nobody_up(api, stale, authenticator):
    for _ in range(6):
        api.run("signIn", input={"email": stale.email, "password": "not-the-password-1"})
    begun = begin_sign_in(stale.api)
    assert reauthenticate(stale, begun, authenticator.get(begun["options"]))["__typename"] == "SignedIn"


@pytest.mark.parametrize(
    "wrong",
    [
        {"client_data": {"origin": "https://evil.example"}},
        {"rp_id": "evil.example"},
        {"flags": PRESENT},
        {"key": ec.generate_private_key(ec.SECP256R1())},
    ],
    ids=["another origin", "another RP id", "nobody verified", "another key's signature"],
)
def test_a_wrong_answer(stale, authenticator, database, wrong):
    begun = begin_sign_in(stale.api)
    with database.unchanged():
        refused = reauthenticate(stale, begun, authenticator.get(begun["options"], **wrong))
    assert refused["__typename"] == "InvalidCode"
    assert stale.api.execute("deleteAccount").code == "REAUTHENTICATION_REQUIRED"


def test_what_is_no_credential(stale, database):
    begun = begin_sign_in(stale.api)
    with database.unchanged():
        for name, credential in NO_CREDENTIALS.items():
            assert reauthenticate(stale, begun, credential)["__typename"] == "InvalidCode", name


def test_somebody_elses_passkey(stale, newcomer, server, database):
    theirs = Authenticator(server.url)
    add(newcomer(), theirs)
    begun = begin_sign_in(stale.api)
    with database.unchanged():
        refused = reauthenticate(stale, begun, theirs.get(begun["options"]))
    assert refused["__typename"] == "InvalidCode"


def test_a_challenge_works_once_for_either_use(api, holder, authenticator, database):
    begun = begin_sign_in(api)
    reauthenticate(holder, begun, authenticator.get(begun["options"]))
    with database.unchanged():
        assert reauthenticate(holder, begun, authenticator.get(begun["options"]))["__typename"] == "InvalidCode"
        assert finish_sign_in(api, begun, authenticator.get(begun["options"]))["__typename"] == "InvalidToken"


def test_a_challenge_of_a_registration(holder, authenticator, database):
    begun = begin_registration(holder)
    with database.unchanged():
        answer = authenticator.get({"challenge": begun["options"]["challenge"]})
        assert reauthenticate(holder, begun, answer)["__typename"] == "InvalidCode"

"""A passkey as a second factor: what asks for it, what it answers, and what it lets nobody do."""

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from tests.accounts.wire import PAST, run_escaped
from tests.passkeys.ceremonies import add, begin_sign_in
from tests.passkeys.hostile import NO_CREDENTIALS
from tests.support.authenticator import PRESENT, SYNCED, Authenticator, base64url
from tests.support.people import PASSWORD, sign_up_verified

COUNTED = ["audit_events", "audit_personal", "attempts", "one_time_tokens", "outbox", "mailbox"]
WRONG = {
    "another origin": {"client_data": {"origin": "https://evil.example"}},
    "another RP id": {"rp_id": "evil.example"},
    "another challenge": {"client_data": {"challenge": "A" * 43}},
    "nobody verified": {"flags": PRESENT},
    "another key's signature": {"key": ec.generate_private_key(ec.SECP256R1())},
    "another person's handle": {"handle": base64url(b"x" * 16)},
    "other backup eligibility": {"flags": SYNCED},
}


def challenge(api, person):
    outcome = api.run("signIn", input={"email": person.email, "password": PASSWORD})
    assert outcome["__typename"] == "MfaRequired", outcome
    return outcome


def complete(api, asked, credential):
    return api.run("completeMfa", input={"challenge": asked["challenge"], "proof": {"passkey": credential}})


def test_a_password_alone_is_not_enough(api, holder, authenticator):
    asked = challenge(api, holder)
    assert asked["methods"] == ["PASSKEY"]
    assert [each["id"] for each in asked["passkeyOptions"]["allowCredentials"]] == [base64url(authenticator.held[0].id)]
    assert asked["passkeyOptions"]["userVerification"] == "required"


def test_it_completes_the_sign_in(api, holder, authenticator):
    asked = challenge(api, holder)
    outcome = complete(api, asked, authenticator.get(asked["passkeyOptions"]))
    assert (outcome["__typename"], outcome["user"]["id"]) == ("SignedIn", holder.user_id)
    assert outcome["session"]["methods"] == ["password", "passkey"]
    claims = jwt.decode(outcome["accessToken"], options={"verify_signature": False})
    assert claims["amr"] == ["pwd", "pop", "mfa"]


def test_the_account_is_named_already_so_the_answer_need_not(api, holder, authenticator):
    asked = challenge(api, holder)
    answer = authenticator.get(asked["passkeyOptions"], handle=None)
    assert complete(api, asked, answer)["__typename"] == "SignedIn"


def test_any_of_several(api, person, server):
    devices = [Authenticator(server.url) for _ in range(2)]
    for device in devices:
        add(person, device)
    for device in devices:
        asked = challenge(api, person)
        assert complete(api, asked, device.get(asked["passkeyOptions"]))["__typename"] == "SignedIn"


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_a_wrong_answer(api, holder, authenticator, database, wrong):
    asked = challenge(api, holder)
    with database.unchanged(except_=COUNTED):
        refused = complete(api, asked, authenticator.get(asked["passkeyOptions"], **wrong))
    assert refused["__typename"] == "InvalidCode"
    assert complete(api, asked, authenticator.get(asked["passkeyOptions"]))["__typename"] == "SignedIn"


def test_what_is_no_credential(api, holder, database):
    for name in ("an empty object", "half a character", "many keys", "deep client data"):
        asked = challenge(api, holder)
        proof = {"challenge": asked["challenge"], "proof": {"passkey": NO_CREDENTIALS[name]}}
        with database.unchanged(except_=COUNTED):
            assert run_escaped(api, "completeMfa", input=proof)["__typename"] == "InvalidCode", name


def test_somebody_elses_passkey(api, holder, newcomer, server, database):
    theirs = Authenticator(server.url)
    add(newcomer(), theirs)
    asked = challenge(api, holder)
    mine = base64url(bytes.fromhex(holder.user_id.replace("-", "")))
    for handle in (None, mine, theirs.held[0].handle):
        with database.unchanged(except_=COUNTED):
            refused = complete(api, asked, theirs.get(asked["passkeyOptions"], handle=handle))
        assert refused["__typename"] == "InvalidCode"


def test_a_counter_that_goes_back(api, person, server, database):
    device = Authenticator(server.url, has_counter=True)
    add(person, device)
    asked = challenge(api, person)
    with database.unchanged(except_=COUNTED):
        refused = complete(api, asked, device.get(asked["passkeyOptions"], count=1))
    assert refused["__typename"] == "InvalidCode"
    told = ("auth.passkey_counter_went_back", person.user_id)
    assert database.count("audit_events", "type = ? AND actor_id = ?", *told) == 1


def test_an_answer_to_a_challenge_of_another_kind(api, holder, authenticator, database):
    asked, begun = challenge(api, holder), begin_sign_in(api)
    with database.unchanged(except_=COUNTED):
        assert complete(api, begun, authenticator.get(begun["options"]))["__typename"] == "InvalidToken"
        assert complete(api, asked, authenticator.get(begun["options"]))["__typename"] == "InvalidCode"
        answer = {"challenge": asked["challenge"], "credential": authenticator.get(asked["passkeyOptions"])}
        assert api.run("finishPasskeySignIn", input=answer)["__typename"] == "InvalidToken"


def test_a_challenge_works_once(api, holder, authenticator, database):
    asked = challenge(api, holder)
    complete(api, asked, authenticator.get(asked["passkeyOptions"]))
    with database.unchanged(except_=COUNTED):
        refused = complete(api, asked, authenticator.get(asked["passkeyOptions"]))
    assert refused["__typename"] == "InvalidToken"


def test_a_lapsed_challenge(api, holder, authenticator, database):
    asked = challenge(api, holder)
    database.execute("UPDATE one_time_tokens SET expires_at = ? WHERE purpose = ?", PAST, "mfa")
    refused = complete(api, asked, authenticator.get(asked["passkeyOptions"]))
    assert refused["__typename"] == "InvalidToken"


def test_whoever_is_half_way_in_is_asked_for_it(api, person, authenticator, server):
    """A challenge that was posed before the passkey was added is dead."""
    add(person, Authenticator(server.url))
    asked = challenge(api, person)
    add(person, authenticator)
    refused = complete(api, asked, authenticator.get(asked["passkeyOptions"]))
    assert refused["__typename"] == "InvalidToken"


def test_without_the_last_one_a_password_is_enough_again(api, person, authenticator):
    passkey = add(person, authenticator)
    person.api.run("deletePasskey", id=passkey["id"])
    assert api.run("signIn", input={"email": person.email, "password": PASSWORD})["__typename"] == "SignedIn"


def test_it_is_among_the_second_factors(holder):
    assert holder.api.run("{ me { secondFactors } }")["me"]["secondFactors"] == ["PASSKEY"]


def test_recovery_codes_stand_in_for_it(api, holder):
    codes = holder.api.run("regenerateRecoveryCodes")["codes"]
    asked = challenge(api, holder)
    assert asked["methods"] == ["PASSKEY", "RECOVERY_CODE"]
    proof = {"challenge": asked["challenge"], "proof": {"recoveryCode": codes[0]}}
    assert api.run("completeMfa", input=proof)["__typename"] == "SignedIn"


class TestWhereOneIsRequired:
    """REQUIRE_MFA=all: a passkey is enrollment enough."""

    @pytest.fixture
    def strict(self, make_server):
        return make_server(REQUIRE_MFA="all")

    def test_registering_one_opens_the_rest(self, strict):
        person = sign_up_verified(strict.api)
        assert person.api.execute("myInvites").reason == "MFA_ENROLLMENT_REQUIRED"
        add(person, Authenticator(strict.url))
        assert not person.api.execute("myInvites").errors

    def test_a_sign_in_by_passkey_is_enough(self, strict):
        device = Authenticator(strict.url)
        add(sign_up_verified(strict.api), device)
        begun = begin_sign_in(strict.api)
        answer = {"challenge": begun["challenge"], "credential": device.get(begun["options"])}
        outcome = strict.api.run("finishPasskeySignIn", input=answer)
        assert (outcome["__typename"], outcome["mfaEnrollmentRequired"]) == ("SignedIn", False)

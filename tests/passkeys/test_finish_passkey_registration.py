"""finishPasskeyRegistration: a passkey for the account, or a refusal that changes nothing."""

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from tests.accounts.wire import PAST, events, run_escaped
from tests.passkeys.ceremonies import add, begin_registration, begin_sign_in, finish_registration, sign_in
from tests.passkeys.hostile import NO_CREDENTIALS, WRONG_VALUES
from tests.support.authenticator import BACKED_UP, PRESENT, SYNCED, UNLOCKED, Authenticator, cose
from tests.support.mail import wait_for_mail
from tests.support.people import sign_in as sign_in_again
from tests.support.people import sign_up_verified

KEYS = {
    "EdDSA": ed25519.Ed25519PrivateKey.generate(),
    "RS256": rsa.generate_private_key(public_exponent=65537, key_size=2048),
}
POINT = cbor2.loads(cose(ec.generate_private_key(ec.SECP256R1())))
WRONG = {
    "another origin": {"client_data": {"origin": "https://evil.example"}},
    "an origin that begins alike": {"client_data": {"origin": "http://localhost.evil.example"}},
    "no origin": {"client_data": {"origin": None}},
    "within another site's frame": {"client_data": {"crossOrigin": True, "topOrigin": "https://evil.example"}},
    "another RP id": {"rp_id": "evil.example"},
    "another challenge": {"client_data": {"challenge": "A" * 43}},
    "an answer of sign-in": {"client_data": {"type": "webauthn.get"}},
    "nobody verified": {"flags": PRESENT},
    "nobody present": {"flags": 0},
    "backed up without being eligible": {"flags": UNLOCKED | BACKED_UP},
    "a key that is none": {"cose": b"\xa1\x01\x02"},
    "a point that is on no curve": {"cose": cbor2.dumps(POINT | {-3: b"\x01" * 32})},
    "a key of another algorithm": {"cose": cbor2.dumps(POINT | {3: -47})},
    "a key with luggage": {"cose": cbor2.dumps(POINT | {99: bytes(4096)})},
    "an unknown attestation": {"attestation": {"fmt": "evil"}},
    "a statement where there is none": {"attestation": {"attStmt": {"sig": b"x"}}},
    "garbage for data": {"attestation": {"authData": b"x" * 500}},
}


def test_it_signs_in_from_now_on(api, person, authenticator):
    passkey = add(person, authenticator, name="  Blue key  ")
    assert (passkey["name"], passkey["lastUsedAt"], passkey["backedUp"]) == ("Blue key", None, False)
    outcome = sign_in(api, authenticator)
    assert (outcome["__typename"], outcome["user"]["id"]) == ("SignedIn", person.user_id)


@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
def test_other_kinds_of_keys(api, person, authenticator, key):
    begun = begin_registration(person)
    credential = authenticator.create(begun["options"], key=key)
    assert finish_registration(person, begun, credential)["__typename"] == "Passkey"
    assert sign_in(api, authenticator)["__typename"] == "SignedIn"


def test_it_is_told(person, authenticator, database):
    passkey = add(person, authenticator, name="Blue key")
    assert events(database, person.user_id)[-1] == "passkey_added"
    assert database.count("audit_events", "target_id = ? AND target_type = ?", passkey["id"], "passkey") == 1
    assert "Blue key" in wait_for_mail(person.api, person.email, subject="passkey was added").text


def test_several_for_one_account(api, person, server):
    devices = [Authenticator(server.url) for _ in range(3)]
    names = [add(person, device, name=f"Key {number}")["name"] for number, device in enumerate(devices)]
    listed = person.api.run("{ me { passkeys { name } } }")["me"]["passkeys"]
    assert [each["name"] for each in listed] == names
    assert {sign_in(api, device)["user"]["id"] for device in devices} == {person.user_id}


def test_a_page_of_an_allowed_origin(make_server):
    """Which browsers let ask for passkeys of this host, since it is the same."""
    server = make_server(CORS_ORIGINS="http://localhost:3000")
    application, person = Authenticator("http://localhost:3000"), sign_up_verified(server.api)
    add(person, application)
    assert sign_in(server.api, application)["user"]["id"] == person.user_id


def test_a_synced_one_is_told_as_backed_up(person, server):
    assert add(person, Authenticator(server.url, flags=SYNCED))["backedUp"] is True


def test_it_is_named_for_what_made_it(person, server):
    made_by = Authenticator(server.url, aaguid="bada5566-a7aa-401f-bd96-45619a55120d")
    assert add(person, made_by)["name"] == "1Password"


def test_it_is_named_for_the_device_where_nothing_else_is_known(server, person, authenticator):
    person.api.http.headers["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    assert add(person, authenticator)["name"] == "Firefox on Linux"


@pytest.mark.parametrize("name", ["x" * 101, "a\x00b", "two\nlines", "a\ud800b"])
def test_a_name_that_will_not_do(person, authenticator, database, name):
    begun = begin_registration(person)
    answer = {"challenge": begun["challenge"], "credential": authenticator.create(begun["options"]), "name": name}
    with database.unchanged():
        refused = run_escaped(person.api, "finishPasskeyRegistration", input=answer)
    assert (refused["__typename"], refused["fields"][0]["path"]) == ("InvalidInput", "name")


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_a_wrong_answer(person, authenticator, database, wrong):
    begun = begin_registration(person)
    with database.unchanged():
        refused = finish_registration(person, begun, authenticator.create(begun["options"], **wrong))
    assert (refused["__typename"], refused["fields"][0]["path"]) == ("InvalidInput", "credential")
    assert finish_registration(person, begun, authenticator.create(begun["options"]))["__typename"] == "Passkey"


@pytest.mark.parametrize("length", [0, 1024])
def test_an_id_of_a_wrong_length(person, authenticator, database, length):
    begun = begin_registration(person)
    with database.unchanged():
        refused = finish_registration(
            person, begun, authenticator.create(begun["options"], credential_id=b"x" * length)
        )
    assert refused["__typename"] == "InvalidInput"


def test_what_is_no_credential(person, database):
    begun = begin_registration(person)
    with database.unchanged():
        for name, credential in NO_CREDENTIALS.items():
            answer = {"challenge": begun["challenge"], "credential": credential}
            refused = run_escaped(person.api, "finishPasskeyRegistration", input=answer)
            assert refused["__typename"] == "InvalidInput", name
            assert refused["fields"][0]["path"] == "credential", name


def test_each_part_of_a_credential_in_every_wrong_type(person, authenticator, database):
    begun = begin_registration(person)
    right = authenticator.create(begun["options"])
    with database.unchanged():
        for name in ("id", "rawId", "type", "response"):
            for value in WRONG_VALUES:
                refused = finish_registration(person, begun, {**right, name: value})
                assert refused["__typename"] == "InvalidInput", (name, value)
        for name in ("clientDataJSON", "attestationObject"):
            for value in WRONG_VALUES:
                credential = {**right, "response": {**right["response"], name: value}}
                assert finish_registration(person, begun, credential)["__typename"] == "InvalidInput", (name, value)


def test_a_credential_that_somebody_has(holder, newcomer, authenticator, database):
    other = newcomer()
    begun = begin_registration(other)
    same = authenticator.create(begun["options"], credential_id=authenticator.held[0].id)
    with database.unchanged():
        refused = finish_registration(other, begun, same)
    assert (refused["__typename"], refused["fields"][0]["path"]) == ("InvalidInput", "credential")


def test_a_challenge_works_once(person, authenticator, database):
    begun = begin_registration(person)
    finish_registration(person, begun, authenticator.create(begun["options"]))
    with database.unchanged():
        refused = finish_registration(person, begun, authenticator.create(begun["options"]))
    assert refused["__typename"] == "InvalidToken"


def test_of_fifty_parallel_answers_one_wins(person, authenticator, database):
    begun = begin_registration(person)
    answer = {"challenge": begun["challenge"], "credential": authenticator.create(begun["options"])}
    answers = person.api.execute_together(50, "finishPasskeyRegistration", input=answer)
    names = [each.data["finishPasskeyRegistration"]["__typename"] for each in answers]
    assert (names.count("Passkey"), names.count("InvalidToken")) == (1, 49)
    assert database.count("passkeys", "user_id = ?", person.user_id) == 1


def test_a_lapsed_challenge(person, authenticator, database):
    begun = begin_registration(person)
    database.execute("UPDATE one_time_tokens SET expires_at = ? WHERE user_id = ?", PAST, person.user_id)
    with database.unchanged():
        refused = finish_registration(person, begun, authenticator.create(begun["options"]))
    assert refused["__typename"] == "InvalidToken"


def test_a_challenge_of_another_person(person, newcomer, authenticator, database):
    begun = begin_registration(newcomer())
    with database.unchanged():
        refused = finish_registration(person, begun, authenticator.create(begun["options"]))
    assert refused["__typename"] == "InvalidToken"


def test_a_challenge_of_another_session(api, person, authenticator, database):
    begun = begin_registration(sign_in_again(api, person.email))
    with database.unchanged():
        refused = finish_registration(person, begun, authenticator.create(begun["options"]))
    assert refused["__typename"] == "InvalidToken"


@pytest.mark.parametrize("token", ["", "x", "\x00", "x" * 200_000])
def test_a_challenge_that_is_none(person, authenticator, database, token):
    begun = begin_registration(person)
    with database.unchanged():
        refused = finish_registration(person, {"challenge": token}, authenticator.create(begun["options"]))
    assert refused["__typename"] == "InvalidToken"


def test_a_challenge_of_a_sign_in(api, person, authenticator, database):
    options = begin_registration(person)["options"]
    begun = begin_sign_in(api)
    credential = authenticator.create({**options, "challenge": begun["options"]["challenge"]})
    with database.unchanged():
        assert finish_registration(person, begun, credential)["__typename"] == "InvalidToken"

"""beginPasskeyRegistration: options for navigator.credentials.create, for one person in one session."""

from urllib.parse import urlsplit

from tests.accounts.wire import age
from tests.passkeys.ceremonies import add, begin_registration, finish_registration
from tests.support.authenticator import Authenticator, base64url, from_base64url
from tests.support.people import sign_up_verified

MOST = 20


def test_it_asks_for_a_discoverable_key_that_verifies_its_person(person, server):
    options = begin_registration(person)["options"]
    assert options["rp"] == {"id": urlsplit(server.url).hostname, "name": "Ostiary"}
    assert options["authenticatorSelection"] == {
        "residentKey": "required",
        "requireResidentKey": True,
        "userVerification": "required",
    }
    assert options["attestation"] == "none"
    assert {kind["alg"] for kind in options["pubKeyCredParams"]} == {-7, -8, -257}
    assert len(from_base64url(options["challenge"])) == 32


def test_the_handle_is_the_id_and_tells_no_address(person):
    user = begin_registration(person)["options"]["user"]
    assert from_base64url(user["id"]).hex() == person.user_id.replace("-", "")
    assert user["name"] == person.email


def test_authenticators_that_hold_one_are_left_out(holder, authenticator):
    excluded = begin_registration(holder)["options"]["excludeCredentials"]
    held = [base64url(held.id) for held in authenticator.held]
    assert [(each["id"], each["transports"]) for each in excluded] == [
        (held_id, ["hybrid", "internal"]) for held_id in held
    ]


def test_the_database_holds_no_token_and_no_address(person, database):
    challenge = begin_registration(person)["challenge"]
    row = database.row(
        "SELECT * FROM one_time_tokens WHERE user_id = ? AND purpose = 'passkey_registration'", person.user_id
    )
    assert challenge not in str(row)
    assert person.email not in str(row)


def test_a_newer_one_kills_the_older(person, authenticator, database):
    older, newer = begin_registration(person), begin_registration(person)
    with database.unchanged():
        refused = finish_registration(person, older, authenticator.create(older["options"]))
    assert refused["__typename"] == "InvalidToken"
    assert finish_registration(person, newer, authenticator.create(newer["options"]))["__typename"] == "Passkey"


def test_at_most_twenty(person, authenticator, database):
    for _ in range(MOST - 1):
        add(person, authenticator)
    late = begin_registration(person)
    credential = authenticator.create(late["options"])
    other = Authenticator(authenticator.origin)
    assert finish_registration(person, late, credential)["__typename"] == "Passkey"
    with database.unchanged():
        answer = person.api.execute("beginPasskeyRegistration")
    assert (answer.code, answer.errors[0]["extensions"]["fields"][0]["path"]) == ("BAD_USER_INPUT", "credential")
    assert other.held == []


def test_where_passkeys_are_off(make_server):
    server = make_server(SIGN_IN_METHODS="password", REQUIRE_VERIFICATION="false")
    outcome = server.api.run("signUp", input={"email": "off@example.com", "password": "violet-tractor-hums-42"})
    with server.database.unchanged():
        refused = server.api.as_(outcome["accessToken"]).run("beginPasskeyRegistration")
    assert refused["__typename"] == "FeatureDisabled"


def test_it_asks_for_a_fresh_proof(server, database):
    person = sign_up_verified(server.api)
    age(database, person.session_id)
    with database.unchanged():
        answers = [
            person.api.execute("beginPasskeyRegistration"),
            person.api.execute("finishPasskeyRegistration", input={"challenge": "x", "credential": {}}),
            person.api.execute("deletePasskey", id=person.user_id),
        ]
    assert {answer.code for answer in answers} == {"REAUTHENTICATION_REQUIRED"}

"""What other products export: people sign in with the password that they had there."""

import base64
import hashlib
import json

import argon2
import bcrypt
import pytest

from tests.cli.commands import attempt_beside
from tests.support.people import PASSWORD, new_email, sign_in
from tests.support.server import Server

pytestmark = [pytest.mark.drill, pytest.mark.one_engine]

BCRYPT = bcrypt.hashpw(PASSWORD.encode(), bcrypt.gensalt(4)).decode()
SALT = b"sixteen bytes, !"
CLIENT = {"OAUTH_GOOGLE_CLIENT_ID": "client", "OAUTH_GOOGLE_CLIENT_SECRET": "secret"}


@pytest.fixture
def server(make_server) -> Server:
    """Knows one provider."""
    return make_server(**CLIENT)


@pytest.fixture
def imported(server, tmp_path):
    """Imports a text in a format, and answers the people by their addresses."""

    def run(text: str, format_: str, *more: str) -> dict[str, dict]:
        path = tmp_path / "export"
        path.write_text(text)
        outcome = attempt_beside(server, "users", "import", str(path), "--format", format_, *more)
        assert outcome.exit_code == 0, outcome
        people = map(json.loads, server.cli("users", "export").splitlines())
        return {person["email"]: person for person in people if "email" in person}

    return run


def subjects(person):
    return [(each["provider"], each["issuer"], each["subject"]) for each in person["identities"]]


def test_auth0(server, imported):
    email, other = new_email(), new_email()
    lines = [
        {
            "user_id": "auth0|5f7c8ec7c33c6c004bbafe82", "email": email, "email_verified": True, "name": "Ann Lee",
            "picture": "https://example.com/a.png", "created_at": "2020-10-06T15:35:03.000Z", "passwordHash": BCRYPT,
            "user_metadata": {"color": "blue"}, "app_metadata": {"plan": "gold"}, "last_login": "2021-01-01T00:00:00Z",
            "identities": [
                {"connection": "Username-Password-Authentication", "provider": "auth0", "user_id": "5f7c8ec7"},
                {"connection": "google-oauth2", "provider": "google-oauth2", "user_id": "1234567890"},
                {"connection": "linkedin", "provider": "linkedin", "user_id": "x"},
            ],
        },
        {"_id": {"$oid": "5f1"}, "email": other, "email_verified": True, "passwordHash": BCRYPT, "tenant": "t"},
    ]  # fmt: skip
    found = imported("".join(f"{json.dumps(line)}\n" for line in lines), "auth0")
    person = found[email]
    assert (person["fullName"], person["userData"], person["createdAt"][:10]) == (
        "Ann Lee", {"color": "blue"}, "2020-10-06",
    )  # fmt: skip
    assert person["appData"] == {"plan": "gold", "auth0Id": "auth0|5f7c8ec7c33c6c004bbafe82"}
    assert subjects(person) == [("google", "https://accounts.google.com", "1234567890")]
    for address in (email, other):
        assert sign_in(server.api, address)


def test_supabase(server, imported):
    email, gone = new_email(), new_email()
    identities = json.dumps([{"provider": "email", "provider_id": "x"}, {"provider": "google", "provider_id": "77"}])
    quoted = identities.replace('"', '""')
    text = (
        "instance_id,id,email,encrypted_password,email_confirmed_at,phone,phone_confirmed_at,raw_user_meta_data,"
        "raw_app_meta_data,created_at,last_sign_in_at,banned_until,deleted_at,identities\n"
        f"0,0b3e6a52-5a3a-4a7e-8f0b-6f6e1c9f3a11,{email},{BCRYPT},2024-05-01 10:00:00.123+00,4915112345678,,"
        '"{""full_name"": ""Ann Lee""}","{""provider"": ""email""}",2024-05-01 10:00:00.123+00,,,,'
        f'"{quoted}"\n'
        f"0,0b3e6a52-5a3a-4a7e-8f0b-6f6e1c9f3a12,{gone},{BCRYPT},2024-05-01 10:00:00+00,,,,,"
        "2024-05-01 10:00:00+00,,2999-01-01 00:00:00+00,,\n"
    )
    found = imported(text, "supabase")
    person = found[email]
    assert (person["id"], person["fullName"], person["phone"], person["phoneVerified"]) == (
        "0b3e6a52-5a3a-4a7e-8f0b-6f6e1c9f3a11", "Ann Lee", "+4915112345678", False,
    )  # fmt: skip
    assert subjects(person) == [("google", "https://accounts.google.com", "77")]
    assert found[gone]["isActive"] is False
    assert sign_in(server.api, email).user_id == person["id"]


def keycloak_credential(algorithm, digest, rounds, **more):
    return {
        "type": "password",
        "credentialData": json.dumps({"hashIterations": rounds, "algorithm": algorithm, "additionalParameters": more}),
        "secretData": json.dumps({"value": base64.b64encode(digest).decode(), "salt": base64.b64encode(SALT).decode()}),
    }


def test_keycloak(server, imported):
    raw, secret = PASSWORD.encode(), argon2.low_level.hash_secret_raw
    argon = secret(raw, SALT, time_cost=2, memory_cost=64, parallelism=1, hash_len=32, type=argon2.low_level.Type.ID)
    cost = {"hashLength": ["32"], "memory": ["64"], "type": ["id"], "version": ["1.3"], "parallelism": ["1"]}
    credentials = [
        keycloak_credential("pbkdf2", hashlib.pbkdf2_hmac("sha1", raw, SALT, 20, 64), 20),
        keycloak_credential("pbkdf2-sha256", hashlib.pbkdf2_hmac("sha256", raw, SALT, 27, 64), 27),
        keycloak_credential("pbkdf2-sha512", hashlib.pbkdf2_hmac("sha512", raw, SALT, 21, 64), 21),
        keycloak_credential("argon2", argon, 2, **cost),
    ]
    users = [
        {
            "id": f"6f1f3c1e-0000-4000-8000-00000000000{number}", "createdTimestamp": 1583020800000, "enabled": True,
            "username": f"ann{number}", "email": new_email(), "emailVerified": True, "firstName": "Ann",
            "lastName": "Lee", "attributes": {"locale": ["de"], "team": ["a"]}, "credentials": [credential],
            "federatedIdentities": [{"identityProvider": "google", "userId": f"kc{number}", "userName": "ann"}],
        }
        for number, credential in enumerate(credentials)
    ]  # fmt: skip
    found = imported(json.dumps({"realm": "demo", "roles": {"realm": []}, "users": users}), "keycloak")
    for user in users:
        person = found[user["email"]]
        assert (person["id"], person["fullName"], person["locale"]) == (user["id"], "Ann Lee", "de")
        assert (person["userData"], person["createdAt"][:10]) == (
            {"username": user["username"], "team": "a"}, "2020-03-01",
        )  # fmt: skip
        assert subjects(person)[0][2].startswith("kc")
        assert sign_in(server.api, str(user["email"]))


CONFIG = """hash_config {
  algorithm: SCRYPT,
  base64_signer_key: jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==,
  base64_salt_separator: Bw==,
  rounds: 8,
  mem_cost: 14,
}
"""


def test_firebase(server, imported, tmp_path):
    """The public sample of Firebase's own scrypt tool: the password is "user1password"."""
    config, email = tmp_path / "hash-config.txt", new_email()
    config.write_text(CONFIG)
    user = {
        "localId": "abc", "email": email, "emailVerified": True, "salt": "42xEC+ixf3L2lw==", "displayName": "Ann Lee",
        "passwordHash": "lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==",
        "createdAt": "1583020800000", "lastSignedInAt": "1583020800000", "customAttributes": '{"plan": "gold"}',
        "providerUserInfo": [{"providerId": "google.com", "rawId": "fb1", "email": email}, {"providerId": "password"}],
    }  # fmt: skip
    person = imported(json.dumps({"users": [user]}), "firebase", "--hash-config", str(config))[email]
    assert (person["fullName"], person["appData"]) == ("Ann Lee", {"plan": "gold", "firebaseId": "abc"})
    assert subjects(person) == [("google", "https://accounts.google.com", "fb1")]
    assert sign_in(server.api, email, "user1password")


@pytest.mark.parametrize("format_", ["auth0", "supabase", "keycloak", "firebase"])
def test_a_file_of_something_else_imports_nobody(server, format_, tmp_path):
    path, config = tmp_path / "image.png", tmp_path / "config"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\xff\n[1]\n{}\n")
    config.write_text(CONFIG)
    more = ["--hash-config", str(config)] if format_ == "firebase" else []
    with server.database.unchanged():
        outcome = attempt_beside(server, "users", "import", str(path), "--format", format_, *more)
    assert outcome.exit_code == 1, outcome
    assert "Traceback" not in outcome.complaint

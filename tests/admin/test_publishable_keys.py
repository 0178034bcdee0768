"""REQUIRE_PUBLISHABLE_KEY: a client application names itself, before anything public runs for it."""

import httpx
import jwt
import pytest

from tests.admin.records import recorded
from tests.support.api import Api
from tests.support.people import PASSWORD, new_email, sign_in, sign_up, verify
from tests.support.server import Server


@pytest.fixture(scope="module")
def server(make_server) -> Server:
    return make_server(REQUIRE_PUBLISHABLE_KEY="true")


@pytest.fixture(scope="module")
def key(server: Server) -> str:
    return server.cli("api-keys", "create", "Web app", "--publishable").strip()


@pytest.fixture(scope="module")
def secret(server: Server) -> str:
    return server.cli("api-keys", "create", "Back end").strip()


@pytest.fixture(scope="module")
def client(server: Server, key: str) -> Api:
    return server.api.with_headers(X_Publishable_Key=key)


@pytest.fixture(scope="module")
def person(client: Api):
    email = sign_up(client)
    verify(client, email)
    return sign_in(client, email)


def claims_of(token: str) -> dict:
    return jwt.decode(token, options={"verify_signature": False})


@pytest.mark.parametrize("sent", [None, "", "pk_", "pk_" + "a" * 43, "nothing"], ids=str)
def test_without_a_key_nothing_public_runs(server: Server, sent, database):
    api = server.api if sent is None else server.api.with_headers(X_Publishable_Key=sent)
    with database.unchanged():
        for operation, variables in (
            ("authConfig", {}),
            ("signUp", {"input": {"email": new_email(), "password": PASSWORD}}),
            ("signIn", {"input": {"email": "someone@example.com", "password": PASSWORD}}),
            ("refresh", {"input": {"refreshToken": "rt_nothing"}}),
        ):
            answer = api.execute(operation, **variables)
            assert (answer.status, answer.code) == (200, "UNAUTHENTICATED"), answer
            assert answer.reason == ("TOKEN_INVALID" if sent else "TOKEN_MISSING")
            assert "X-Publishable-Key" in answer.errors[0]["message"]


def test_a_key_opens_what_is_public_and_no_more(client: Api):
    assert client.run("authConfig")["passwordMinLength"] == 8
    assert client.execute("me").code == "UNAUTHENTICATED"
    assert client.execute("apiKeys").code == "UNAUTHENTICATED"


def test_a_secret_key_is_no_publishable_one_yet_names_a_server(server: Server, secret: str):
    assert server.api.with_headers(X_Publishable_Key=secret).execute("authConfig").code == "UNAUTHENTICATED"
    assert server.api.as_(secret).run("authConfig")
    assert server.api.with_headers(X_Admin_Key=secret).run("authConfig")


def test_who_is_signed_in_needs_one_for_what_is_public_alone(server: Server, person):
    signed_in = server.api.as_(person.access_token)
    assert signed_in.run("me")["email"] == person.email
    assert signed_in.execute("authConfig").code == "UNAUTHENTICATED"


def test_the_client_is_named_in_claims_audit_and_list(server: Server, person, key, secret, database):
    assert claims_of(person.access_token)["client_id"] == "Web app"
    (event,) = recorded(database, "login_success", person.session_id)
    assert event["detail"]["client"] == "Web app"
    (row,) = [row for row in server.api.as_(secret).run("apiKeys") if row["prefix"] == key[:10]]
    assert row["lastUsedAt"] is not None


def test_a_rotated_key_and_its_successor_name_the_same_client(server: Server, secret, client):
    old = server.cli("api-keys", "create", "Phone app", "--publishable").strip()
    (row,) = [row for row in server.api.as_(secret).run("apiKeys") if row["prefix"] == old[:10]]
    successor = server.api.as_(secret).run("rotateApiKey", id=row["id"])["key"]
    for each in (old, successor):
        assert server.api.with_headers(X_Publishable_Key=each).run("authConfig")
    server.api.as_(secret).run("revokeApiKey", id=row["id"])
    assert server.api.with_headers(X_Publishable_Key=old).execute("authConfig").reason == "TOKEN_INVALID"


def test_pages_health_and_public_keys_ask_for_none(server: Server):
    with httpx.Client(base_url=server.url, trust_env=False) as browser:
        for path in ("/auth/login", "/auth/forgot", "/health/live", "/health/ready", "/.well-known/jwks.json"):
            assert browser.get(path).status_code == 200, path


def test_where_it_is_not_required_a_key_still_names_its_client(make_server):
    relaxed = make_server()
    key = relaxed.cli("api-keys", "create", "Desktop app", "--publishable").strip()
    named = relaxed.api.with_headers(X_Publishable_Key=key)
    email = sign_up(named)
    verify(named, email)
    assert claims_of(sign_in(named, email).access_token)["client_id"] == "Desktop app"
    assert claims_of(sign_in(relaxed.api, email).access_token)["client_id"] == relaxed.url
    assert relaxed.api.with_headers(X_Publishable_Key="pk_wrong").run("authConfig")

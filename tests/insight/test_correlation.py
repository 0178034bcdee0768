"""X-Request-ID: in every answer, and in every log line of its request."""

import json

import httpx
import pytest

from tests.insight.breaking import broken
from tests.support.processes import free_port


@pytest.fixture(scope="module")
def client(server):
    with httpx.Client(base_url=server.url, trust_env=False) as client:
        yield client


@pytest.mark.one_engine
@pytest.mark.parametrize(
    "path",
    [
        "/graphql",
        "/health/ready",
        "/.well-known/jwks.json",
        "/auth/login",
        "/nowhere",
        "/static/ostiary.css",
        "/metrics",
    ],
)
def test_every_answer_carries_one(client, path):
    assert client.get(path, headers={"X-Request-ID": "caller-0815.a"}).headers["x-request-id"] == "caller-0815.a"
    for unfit in ("short", "with blank here", "x" * 65, 'quote"quote', ""):
        given = client.get(path, headers={"X-Request-ID": unfit}).headers["x-request-id"]
        assert len(given) == 32
        assert given != unfit


def test_a_readable_line_names_its_request(server, api):
    with broken(server.database, "invites"):
        answer = api.with_headers(X_Request_ID="readable-0815").execute("invitePreview", token="x" * 43)
    assert answer.code == "INTERNAL_SERVER_ERROR"
    (line,) = [line for line in server.log.splitlines() if "readable-0815" in line]
    assert line.endswith("[request_id=readable-0815]")
    assert "unexpected error in invitePreview" in line


def test_what_fails_beside_graphql_is_masked_and_named_too(server, client):
    with broken(server.database, "signing_keys"):
        answer = client.get("/.well-known/jwks.json", headers={"X-Request-ID": "keyless-0815"})
    assert (answer.status_code, answer.text) == (500, "Something went wrong on our side.")
    assert answer.headers["x-request-id"] == "keyless-0815"
    assert "x-content-type-options" in answer.headers
    assert "unexpected error in /.well-known/jwks.json [request_id=keyless-0815]" in server.log
    assert "Exception in ASGI application" not in server.log


def test_a_json_line_names_request_and_client(make_server):
    production = make_server(
        ENV="production",
        PUBLIC_URL="https://auth.example.com",
        SMTP_HOST="mail.example.com",
        SMTP_PORT=free_port(),
        BCRYPT_COST=10,
    )
    key = production.cli("api-keys", "create", "Web app", "--publishable").strip()
    with broken(production.database, "invites"):
        named = production.api.with_headers(X_Request_ID="json-lines-0815", X_Publishable_Key=key)
        named.execute("invitePreview", token="x" * 43)
    (line,) = [json.loads(line) for line in production.log.splitlines() if "json-lines-0815" in line]
    assert (line["request_id"], line["client"], line["level"]) == ("json-lines-0815", "Web app", "error")
    assert "traceback" in line

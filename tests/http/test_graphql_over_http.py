"""What /graphql makes of a request before any field runs, and the HTTP status of every kind of outcome."""

import http.client
import json
import socket
import time
from collections.abc import Callable, Iterator

import httpx
import pytest

from tests.support.api import Answer, Api
from tests.support.database import Database
from tests.support.people import new_email
from tests.support.server import Server

pytestmark = pytest.mark.one_engine

JSON = "application/json"
GRAPHQL = "application/graphql-response+json"
FINE = "{ authConfig { signUpEnabled } }"
SIGN_UP = "mutation ($input: SignUpInput!) { signUp(input: $input) { __typename } }"
SECRET = "correct-horse-battery-staple"


def post(api: Api, content: bytes | str | Iterator[bytes], **headers: str) -> httpx.Response:
    named = {"Content-Type": JSON, **{name.replace("_", "-"): value for name, value in headers.items()}}
    return api.http.post("/graphql", content=content, headers=named)


def ask(api: Api, document: str, *, accept: str = JSON, **more: object) -> httpx.Response:
    return post(api, json.dumps({"query": document, **more}), accept=accept)


def codes(response: httpx.Response) -> set[str]:
    return {error["extensions"]["code"] for error in response.json()["errors"]}


@pytest.fixture
def production(make_server: Callable[..., Server]) -> Api:
    settings = {"PUBLIC_URL": "https://auth.example.com", "MAIL": "off", "REQUIRE_VERIFICATION": "false"}
    return make_server(ENV="production", BCRYPT_COST=10, **settings).api


# ── what may be sent ──


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"5",
        b'"query"',
        b"{}",
        b"\xff\xfe",
        b'{"query": 5}',
        b'{"query": " "}',
        b'{"query": "{ __typename }", "variables": []}',
        b'{"query": "{ __typename }", "variables": "{}"}',
        b'{"query": "{ __typename }", "variables": {"a": NaN}}',
        b'{"query": "{ __typename }", "operationName": 5}',
        b'{"query": "{ __typename }", "extensions": "x"}',
        b"[" * 200_000,
        b'{"query": "{ __typename }", "variables": {"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}}",
    ],
    ids=lambda body: repr(body[:60]),
)
def test_a_malformed_body_is_a_clear_400(api: Api, body: bytes):
    response = post(api, body)
    assert (response.status_code, codes(response)) == (400, {"BAD_USER_INPUT"})
    assert "data" not in response.json()


def test_a_batch_is_refused_and_runs_nothing(api: Api, database: Database):
    one = {"query": SIGN_UP, "variables": {"input": {"email": new_email(), "password": SECRET}}}
    with database.unchanged():
        response = post(api, json.dumps([one, one]))
    assert (response.status_code, codes(response)) == (400, {"BAD_USER_INPUT"})


@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        f"{JSON}; charset=latin-1",
    ],
)
def test_a_type_that_a_foreign_form_could_send_is_415_and_runs_nothing(api: Api, database: Database, content_type: str):
    variables = {"input": {"email": new_email(), "password": SECRET}}
    with database.unchanged():
        response = post(api, json.dumps({"query": SIGN_UP, "variables": variables}), Content_Type=content_type)
    assert (response.status_code, codes(response)) == (415, {"BAD_USER_INPUT"})


def test_a_compressed_body_is_415(api: Api):
    assert post(api, json.dumps({"query": FINE}), Content_Encoding="gzip").status_code == 415


def test_a_body_over_the_limit_is_413(api: Api):
    response = ask(api, FINE + " " * 256 * 1024)
    assert (response.status_code, codes(response)) == (413, {"BAD_USER_INPUT"})


def test_a_body_of_unknown_length_over_the_limit_is_413(api: Api):
    response = post(api, (b" " * 10_000 for _ in range(100)))
    assert (response.status_code, codes(response)) == (413, {"BAD_USER_INPUT"})


def test_a_declared_length_over_the_limit_is_refused_unread(server: Server):
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as connection:
        connection.sendall(
            b"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9999999999\r\n\r\n"
        )
        assert connection.recv(100).startswith(b"HTTP/1.1 413 ")


def test_a_lone_surrogate_is_a_bad_value_and_no_fault(api: Api):
    body = json.dumps({"query": SIGN_UP, "variables": {"input": {"email": "\ud800@example.com", "password": SECRET}}})
    response = post(api, body)
    assert response.status_code == 200
    assert "INTERNAL_SERVER_ERROR" not in response.text


# ── which methods ──


def test_get_answers_a_query(api: Api):
    response = api.http.get("/graphql", params={"query": FINE})
    assert response.json()["data"]["authConfig"] == {"signUpEnabled": True}


def test_get_never_runs_a_mutation(api: Api, database: Database):
    variables = json.dumps({"input": {"email": new_email(), "password": SECRET}})
    with database.unchanged():
        response = api.http.get("/graphql", params={"query": SIGN_UP, "variables": variables})
    assert (response.status_code, response.headers["allow"]) == (405, "POST")
    assert codes(response) == {"BAD_USER_INPUT"}


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_other_methods_are_405_in_json(api: Api, method: str):
    response = api.http.request(method, "/graphql")
    assert (response.status_code, response.headers["allow"]) == (405, "GET, POST")
    assert codes(response) == {"BAD_USER_INPUT"}


# ── how it answers ──


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", JSON),
        ("application/*", JSON),
        (JSON, JSON),
        (GRAPHQL, GRAPHQL),
        (f"{GRAPHQL}, {JSON}", GRAPHQL),
        (f"{JSON};q=0.5, {GRAPHQL}", GRAPHQL),
        (f"{GRAPHQL};q=0, */*", JSON),
        ("text/html, */*;q=0.8", JSON),
    ],
)
def test_the_accepted_type_is_answered(api: Api, accept: str, media_type: str):
    assert ask(api, FINE, accept=accept).headers["content-type"] == f"{media_type}; charset=utf-8"


def test_a_type_that_cannot_be_answered_is_406(api: Api):
    response = ask(api, FINE, accept="text/plain")
    assert (response.status_code, codes(response)) == (406, {"BAD_USER_INPUT"})


@pytest.mark.parametrize(
    ("document", "more", "code"),
    [
        ("{", {}, "GRAPHQL_PARSE_FAILED"),
        ("{ noSuchField }", {}, "GRAPHQL_VALIDATION_FAILED"),
        ("{ __typename } { __typename }", {}, "GRAPHQL_VALIDATION_FAILED"),
        ("query A { __typename } query B { __typename }", {}, "BAD_USER_INPUT"),
        ("query A { __typename }", {"operationName": "B"}, "BAD_USER_INPUT"),
        ("fragment F on Query { __typename }", {}, "GRAPHQL_VALIDATION_FAILED"),
        (SIGN_UP, {"variables": {"input": 5}}, "BAD_USER_INPUT"),
        (SIGN_UP, {}, "BAD_USER_INPUT"),
    ],
)
def test_a_refused_document_is_400_or_200_by_media_type(api: Api, document: str, more: dict[str, object], code: str):
    for accept, status in ((GRAPHQL, 400), (JSON, 200)):
        response = ask(api, document, accept=accept, **more)
        assert (response.status_code, codes(response)) == (status, {code})
        assert "data" not in response.json()


def test_a_denied_field_is_still_200(api: Api):
    answer = Answer(ask(api, "{ me { id } }", accept=GRAPHQL))
    assert (answer.status, answer.data, answer.code) == (200, {"me": None}, "UNAUTHENTICATED")


def test_429_only_where_everything_asked_was_rate_limited(make_server: Callable[..., Server]):
    api = make_server(RATE_LIMITS=None, RATE_LIMIT_INVITE_PREVIEW="1/minute").api
    preview = 'invitePreview(token: "unknown") { orgName }'
    assert ask(api, f"{{ {preview} }}").status_code == 200
    limited = ask(api, f"{{ {preview} }}")
    assert (limited.status_code, codes(limited)) == (429, {"RATE_LIMITED"})
    assert int(limited.headers["retry-after"]) == limited.json()["errors"][0]["extensions"]["retryAfter"] > 0
    assert ask(api, f"{{ authConfig {{ signUpEnabled }} {preview} }}").status_code == 200


def test_every_answer_is_no_store_and_names_its_request(api: Api):
    responses = [ask(api, FINE), ask(api, "{"), post(api, b"null"), api.http.put("/graphql")]
    for response in responses:
        assert response.headers["cache-control"] == "no-store"
        assert len(response.headers.get_list("x-request-id")) == 1
    assert len({response.headers["x-request-id"] for response in responses}) == len(responses)


# ── what must not be told ──


@pytest.mark.parametrize(
    ("document", "variables"),
    [
        (SIGN_UP, {"input": SECRET}),
        (SIGN_UP, {"input": {"password": SECRET}}),
        (SIGN_UP, {"input": {"email": "a@example.com", "password": [SECRET]}}),
        (SIGN_UP, {"input": {"email": "a@example.com", "passwort": SECRET}}),
        ("mutation ($p: Int!) { signIn(input: {email: $p, password: $p}) { __typename } }", {"p": SECRET}),
        (f'mutation {{ signIn(input: {{email: 5, password: "{SECRET}"}}) {{ __typename }} }}', {}),
        (f'mutation {{ signIn(input: {{password: "{SECRET}"}}) {{ __typename }} }}', {}),
        (f'mutation {{ signIn(input: ["{SECRET}"]) {{ __typename }} }}', {}),
        (f'mutation {{ signIn(input: {{password "{SECRET}"}}) {{ __typename }} }}', {}),
        (f'{{ org(orgId: {{x: "{SECRET}"}}) {{ id }} }}', {}),
    ],
)
def test_a_value_of_the_wrong_type_is_not_repeated(server: Server, document: str, variables: dict[str, object]):
    response = ask(server.api, document, variables=variables)
    assert codes(response) <= {"BAD_USER_INPUT", "GRAPHQL_VALIDATION_FAILED", "GRAPHQL_PARSE_FAILED"}
    assert SECRET not in response.text
    assert SECRET not in server.log


def test_a_wrong_variable_names_its_path_and_type(api: Api):
    response = ask(api, SIGN_UP, variables={"input": {"email": "a@example.com", "password": 5}})
    assert response.json()["errors"][0]["message"] == "Variable '$input.password': Expected value of type 'String'."


def test_a_one_of_input_may_come_in_a_fragment_before_its_operation(api: Api):
    fragment = "fragment F on Mutation { verifyEmail(input: { token: $token }) { __typename } }"
    response = ask(api, f"{fragment} mutation ($token: String!) {{ ...F }}", variables={"token": "unknown"})
    assert response.json()["data"] == {"verifyEmail": {"__typename": "InvalidToken"}}


@pytest.mark.parametrize("value", ["{}", '{ token: "a", code: { email: "a", code: "b" } }', "{ token: null }"])
def test_a_one_of_input_takes_exactly_one_field(api: Api, database: Database, value: str):
    with database.unchanged():
        response = ask(api, f"mutation {{ verifyEmail(input: {value}) {{ __typename }} }}")
    assert codes(response) == {"GRAPHQL_VALIDATION_FAILED"}


def test_production_answers_no_introspection(production: Api):
    for document in ("{ __schema { types { name } } }", '{ __type(name: "User") { name } }'):
        assert codes(ask(production, document)) == {"GRAPHQL_VALIDATION_FAILED"}
    assert ask(production, "{ __typename }").json() == {"data": {"__typename": "Query"}}


@pytest.mark.parametrize(
    "document",
    [
        "{ authConfi { signUpEnabled } }",
        "{ authConfig { signUpEnable } }",
        '{ org(orgIdd: "x") { id } }',
        "fragment F on Usr { id } { me { ...F } }",
        "query ($input: SignUpInputt) { __typename }",
        'mutation { signUp(input: { emial: "a", password: "b" }) { __typename } }',
        "{ authConfig @includ(if: true) { signUpEnabled } }",
    ],
)
def test_production_makes_no_suggestions(production: Api, api: Api, document: str):
    assert codes(ask(production, document)) == {"GRAPHQL_VALIDATION_FAILED"}
    assert "Did you mean" not in ask(production, document).text


def test_production_makes_no_suggestions_about_variables(production: Api):
    response = ask(production, SIGN_UP, variables={"input": {"emial": "a", "email": "b", "password": "c"}})
    assert codes(response) == {"BAD_USER_INPUT"}
    assert "Did you mean" not in response.text


def test_a_browser_gets_graphiql_in_development_only(api: Api, production: Api):
    browser = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    assert api.http.get("/graphql", headers=browser).headers["content-type"].startswith("text/html")
    refused = production.http.get("/graphql", headers=browser)
    assert (refused.status_code, codes(refused)) == (400, {"BAD_USER_INPUT"})


@pytest.mark.drill
def test_a_connection_stays_open_for_longer_than_clients_keep_it(server: Server):
    # `http.client` would open another connection by itself, so its socket is held against the first.
    connection = http.client.HTTPConnection("localhost", server.port, timeout=10)
    connection.connect()
    first = connection.sock
    for pause in (0, 6):
        time.sleep(pause)
        connection.request("GET", "/health/live")
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (200, b'{"status":"live"}')
        assert connection.sock is first
    connection.close()

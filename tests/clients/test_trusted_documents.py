"""Trusted documents over HTTP: run by id, and alone where the server is told so. Guards and limits stay as they are."""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import httpx
import pytest

from ostiary_client import Client, Fault, SignInInput, SignInInvalidCredentials
from tests.cli.commands import attempt
from tests.support.api import Api
from tests.support.people import PASSWORD, new_email
from tests.support.server import Server, settings_for_tests

pytestmark = pytest.mark.one_engine

MANIFEST = Path(__file__).resolve().parents[2] / "codegen" / "trusted_documents.json"
DOCUMENTS: dict[str, str] = json.loads(MANIFEST.read_text(encoding="utf-8"))
UNKNOWN = f"sha256:{'0' * 64}"
OTHER = "{ authConfig { signUpEnabled } }"
GRAPHQL = "application/graphql-response+json"


def id_of(operation: str) -> str:
    """The id of the curated document that begins like this."""
    (digest,) = (digest for digest, text in DOCUMENTS.items() if text.startswith(operation))
    return f"sha256:{digest}"


def by_apollo(document_id: str) -> dict[str, object]:
    return {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": document_id.removeprefix("sha256:")}}}


def post(api: Api, **body: object) -> httpx.Response:
    return api.http.post("/graphql", json=body, headers={"Accept": GRAPHQL})


def code_of(response: httpx.Response) -> str:
    (error,) = response.json()["errors"]
    assert "data" not in response.json()
    return error["extensions"]["code"]


@pytest.fixture
def open_server(make_server: Callable[..., Server]) -> Server:
    return make_server(TRUSTED_DOCUMENTS=MANIFEST, RATE_LIMITS="on", RATE_LIMIT_INVITE_PREVIEW="1/hour")


@pytest.fixture
def closed(make_server: Callable[..., Server]) -> Server:
    """As in production, where nobody may explore."""
    settings = {"PUBLIC_URL": "https://auth.example.com", "MAIL": "off", "REQUIRE_VERIFICATION": "false"}
    trusted = {"TRUSTED_DOCUMENTS": MANIFEST, "TRUSTED_DOCUMENTS_ONLY": "true"}
    return make_server(ENV="production", BCRYPT_COST=10, **settings, **trusted)


def test_a_document_runs_by_its_id(open_server: Server):
    asked = {"documentId": id_of("query AuthConfig")}, by_apollo(id_of("query AuthConfig"))
    for body in asked:
        response = post(open_server.api, **body)
        assert response.status_code == 200
        assert response.json()["data"]["authConfig"]["signUpEnabled"] is True


def test_by_get_too_and_in_a_browser(open_server: Server):
    parameters = {"documentId": id_of("query AuthConfig")}
    for accept in (GRAPHQL, "text/html,application/json;q=0.9"):
        response = open_server.api.http.get("/graphql", params=parameters, headers={"Accept": accept})
        assert response.json()["data"]["authConfig"]


def test_with_variables_guards_and_problems(open_server: Server):
    wrong = {"input": {"email": new_email(), "password": PASSWORD}}
    outcome = post(open_server.api, documentId=id_of("mutation SignIn("), variables=wrong).json()
    assert outcome["data"]["signIn"]["__typename"] == "InvalidCredentials"
    denied = post(open_server.api, documentId=id_of("query Me{")).json()
    assert denied["errors"][0]["extensions"] == {"code": "UNAUTHENTICATED", "reason": "TOKEN_MISSING"}
    missing = post(open_server.api, documentId=id_of("mutation SignIn("))
    assert (missing.status_code, code_of(missing)) == (400, "BAD_USER_INPUT")


def test_a_limit_counts_it(open_server: Server):
    asked = {"documentId": id_of("query InvitePreview"), "variables": {"token": "nobodys"}}
    post(open_server.api, **asked)
    response = post(open_server.api, **asked)
    assert (response.status_code, response.headers["Retry-After"] > "") == (429, True)


def test_get_never_mutates(open_server: Server):
    parameters = {"documentId": id_of("mutation SignOut("), "variables": "{}"}
    with open_server.database.unchanged():
        response = open_server.api.http.get("/graphql", params=parameters, headers={"Accept": GRAPHQL})
    assert (response.status_code, code_of(response)) == (405, "BAD_USER_INPUT")


@pytest.mark.parametrize(
    "body",
    [
        {"documentId": UNKNOWN},
        {"documentId": "0" * 64},
        {"documentId": ""},
        {"documentId": 5},
        {"documentId": UNKNOWN, "query": OTHER},
        by_apollo(UNKNOWN),
        {**by_apollo(UNKNOWN), "query": OTHER},
        {"extensions": {"persistedQuery": {"sha256Hash": ["x"]}}},
        {"extensions": {"persistedQuery": 5}},
    ],
    ids=str,
)
def test_an_id_that_names_nothing(open_server: Server, body):
    response = post(open_server.api, **body)
    assert (response.status_code, code_of(response)) == (400, "BAD_USER_INPUT")


def test_other_documents_run_beside_them(open_server: Server):
    assert post(open_server.api, query=OTHER).json()["data"]["authConfig"]
    same = DOCUMENTS[id_of("query AuthConfig").removeprefix("sha256:")]
    assert post(open_server.api, query=same, documentId=id_of("query AuthConfig")).status_code == 200


def test_without_a_manifest_no_id_is_known(api: Api):
    assert code_of(post(api, documentId=id_of("query AuthConfig"))) == "BAD_USER_INPUT"


# ── and nothing else ──


def test_only_they_run(closed: Server):
    assert post(closed.api, documentId=id_of("query AuthConfig")).status_code == 200
    for query in (OTHER, "{ __typename }", "{ nonsense", "mutation { signOut { __typename } }"):
        with closed.database.unchanged():
            response = post(closed.api, query=query)
        assert (response.status_code, code_of(response)) == (400, "BAD_USER_INPUT")
        got = closed.api.http.get("/graphql", params={"query": query}, headers={"Accept": GRAPHQL})
        assert code_of(got) == "BAD_USER_INPUT"


def test_the_text_of_one_is_as_good_as_its_id(closed: Server):
    """So that clients which know no ids go on working."""
    text = DOCUMENTS[id_of("query AuthConfig").removeprefix("sha256:")]
    assert post(closed.api, query=text).json()["data"]["authConfig"]
    assert code_of(post(closed.api, query=text + " ")) == "BAD_USER_INPUT"


@pytest.mark.parametrize("by_id", [True, False])
def test_the_python_client_sends_nothing_else(closed: Server, by_id: bool):
    client = Client(closed.url, by_id=by_id)
    assert client.auth_config().sign_up_enabled
    outcome = client.sign_in(SignInInput(email=new_email(), password=PASSWORD))
    assert isinstance(outcome, SignInInvalidCredentials)
    with pytest.raises(Fault, match="TOKEN_MISSING"):
        client.me()


def test_hosted_pages_still_work(closed: Server):
    """What they ask stands in no manifest."""
    assert closed.api.http.get("/auth/login").status_code == 200
    assert closed.api.http.get("/auth/me").status_code == 401
    assert "no longer" in closed.api.http.get("/auth/invite", params={"token": "nobodys"}).text


# ── what stops the start ──

FINE = "query A{authConfig{signUpEnabled}}"


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        (None, "cannot read"),
        ("not json", "is not JSON"),
        ('["x"]', "must be an object"),
        ('{"a": 5}', "must be an object"),
        (json.dumps({"0" * 64: FINE}), "is not the SHA-256 of its document"),
        ("query A{me{nope}}", "a document cannot run: Cannot query field 'nope' on type 'User'."),
        ("query A{", "a document cannot run: Syntax Error"),
        ("mutation A{signOut{__typename}b:signOut{__typename}}", "must be the only field"),
    ],
)
@pytest.mark.drill
def test_a_wrong_manifest_is_one_sentence(tmp_path: Path, written: str | None, sentence: str):
    path = tmp_path / "trusted.json"
    if written is not None:
        path.write_text(written if written[0] in "[{n" else manifest_of(written))
    settings = settings_for_tests(TRUSTED_DOCUMENTS=path, DATABASE_URL=f"sqlite://{tmp_path}/x.db")
    outcome = attempt("run", settings=settings, folder=tmp_path)
    assert outcome.exit_code == 2
    assert outcome.complaint.startswith("OSTIARY_TRUSTED_DOCUMENTS: ")
    assert sentence in outcome.complaint
    assert "\n" not in outcome.complaint
    assert not (tmp_path / "x.db").exists()


def manifest_of(document: str) -> str:
    return json.dumps({sha256(document.encode()).hexdigest(): document})


@pytest.mark.drill
def test_nothing_but_documents_that_are_not_there(tmp_path: Path):
    outcome = attempt("run", settings=settings_for_tests(TRUSTED_DOCUMENTS_ONLY="true"), folder=tmp_path)
    assert outcome.exit_code == 2
    assert outcome.complaint == ("OSTIARY_TRUSTED_DOCUMENTS: TRUSTED_DOCUMENTS_ONLY needs it, else nothing could run.")
    assert list(tmp_path.iterdir()) == []

"""Items 14, 26 and 27: what every answer carries, whatever was asked, and that nothing is upgraded to a WebSocket."""

from typing import Any

import httpx
import pytest

from tests.defences.test_production import SAFE
from tests.support.people import PASSWORD, new_email
from tests.support.processes import free_port

pytestmark = pytest.mark.one_engine

JSON = {"Content-Type": "application/json"}
QUERY = {"query": "{ __typename }"}
ANSWERS: dict[str, tuple[str, str, dict[str, Any], int]] = {
    "an answer": ("POST", "/graphql", {"json": QUERY}, 200),
    "no JSON": ("POST", "/graphql", {"content": b"{", "headers": JSON}, 400),
    "not allowed": ("PUT", "/graphql", {"json": QUERY}, 405),
    "not acceptable": ("POST", "/graphql", {"json": QUERY, "headers": {"Accept": "text/plain"}}, 406),
    "too large": ("POST", "/graphql", {"content": b" " * 300_000, "headers": JSON}, 413),
    "a form": ("POST", "/graphql", {"data": {"query": "{ __typename }"}}, 415),
    "the keys": ("GET", "/.well-known/jwks.json", {}, 200),
    "health": ("GET", "/health/live", {}, 200),
    "a page": ("GET", "/auth/login", {}, 200),
    "a link": ("GET", "/auth/verify?token=x", {}, 200),
    "a redirect": ("GET", "/auth/account", {}, 303),
    "nobody": ("GET", "/auth/me", {}, 401),
    "nowhere": ("GET", "/no-such-page", {}, 404),
    "a WebSocket": ("GET", "/graphql", {"headers": {"Connection": "Upgrade", "Upgrade": "websocket"}}, 400),
}


def ask(server, name):
    method, path, more, status = ANSWERS[name]
    answer = httpx.request(method, f"{server.url}{path}", trust_env=False, **more)
    assert answer.status_code == status, answer.text
    return answer.headers


@pytest.mark.parametrize("name", ANSWERS)
def test_every_answer_keeps_browsers_from_mischief(server, name):
    headers = ask(server, name)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Request-ID"]
    assert "Strict-Transport-Security" not in headers


@pytest.fixture(scope="module")
def production(make_server):
    return make_server(**{**SAFE, "SMTP_PORT": free_port(), "BCRYPT_COST": 10})


@pytest.mark.parametrize("name", ANSWERS)
def test_under_https_every_answer_asks_to_be_fetched_by_https(production, name):
    assert ask(production, name)["Strict-Transport-Security"].startswith("max-age=")


def test_an_answer_with_tokens_is_not_stored(open_server):
    """Nor is any other, so that nobody need know which do."""
    wish = {"email": new_email(), "password": PASSWORD}
    for operation, sent in (("signUp", wish), ("signIn", wish), ("signIn", {**wish, "password": "wrong"})):
        assert open_server.api.execute(operation, input=sent).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/graphql", "/", "/auth/login", "/no-such-page"])
@pytest.mark.parametrize("protocol", ["graphql-transport-ws", "graphql-ws", None])
def test_a_websocket_is_refused(server, path, protocol):
    handshake = {
        "Connection": "Upgrade",
        "Upgrade": "WebSocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        **({"Sec-WebSocket-Protocol": protocol} if protocol else {}),
    }
    answer = httpx.get(f"{server.url}{path}", headers=handshake, trust_env=False)
    assert (answer.status_code, answer.text) == (400, "There is no subscription, so there is no WebSocket.")

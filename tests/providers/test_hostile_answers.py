"""Providers that lie, fail, answer nonsense or keep silent: an error code at the redirectUrl, and nobody is let in."""

import time
from collections.abc import Callable
from typing import Any

import jwt
import pytest

from tests.providers.browsing import Browser, EndedEarly
from tests.providers.fakes import CLIENT_ID, PUBLIC_JWK, STRANGERS_KEY, Fakes, Reply, signed

pytestmark = pytest.mark.one_engine

INVALID = {"error": "provider_invalid_answer"}
UNAVAILABLE = {"error": "provider_unavailable"}
WRITTEN_BY_THE_FLOW = ["provider_flows"]
# The promise is ten seconds; beyond it a slow machine may be slow.
PATIENCE_SECONDS = 20


def unsigned(claims: dict[str, Any]) -> str:
    return jwt.encode(claims, "", algorithm="none", headers={"kid": "one"})


def signed_by_hmac_of_the_public_key(claims: dict[str, Any]) -> str:
    return signed(claims, key=PUBLIC_JWK["n"], algorithm="HS256")


def signed_by_the_client_secret(claims: dict[str, Any]) -> str:
    return signed(claims, key="a-secret-of-the-client-and-some-more-bytes", algorithm="HS256")


def signed_by_a_stranger(claims: dict[str, Any]) -> str:
    return signed(claims, key=STRANGERS_KEY)


def signed_by_an_unknown_key(claims: dict[str, Any]) -> str:
    return signed(claims, key=STRANGERS_KEY, kid="two")


def with_its_own_key(claims: dict[str, Any]) -> str:
    jwk = jwt.algorithms.RSAAlgorithm.to_jwk(STRANGERS_KEY.public_key(), as_dict=True)
    return jwt.encode(claims, STRANGERS_KEY, algorithm="RS256", headers={"kid": "one", "jwk": jwk})


def tampered(claims: dict[str, Any]) -> str:
    head, _, signature = signed(claims).split(".")
    _, body, _ = signed({**claims, "sub": "somebody-else"}).split(".")
    return f"{head}.{body}.{signature}"


@pytest.fixture
def refused(browser: Browser):
    """`refused("acme")`: goes the whole way and tells how it ended; nothing may come of it."""

    def go(provider: str = "acme") -> dict[str, str]:
        with browser.server.database.unchanged(except_=WRITTEN_BY_THE_FLOW):
            return browser.through(provider)

    return go


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://another.example.com"},
        {"iss": None},
        {"aud": "another-client"},
        {"aud": [CLIENT_ID, "another-client"]},
        {"aud": [CLIENT_ID, "another-client"], "azp": "another-client"},
        {"aud": None},
        {"azp": "another-client"},
        {"nonce": "of-another-sign-in"},
        {"nonce": None},
        {"nonce": 5},
        {"nonce": "\ud800"},
        {"exp": 1},
        {"exp": None},
        {"exp": "soon"},
        {"iat": None},
        {"iat": 99999999999},
        {"sub": None},
        {"sub": ""},
        {"sub": 5},
        {"sub": "x" * 256},
        {"sub": "a\u0000b"},
    ],
    ids=str,
)
def test_an_id_token_with_a_wrong_claim(refused: Callable[..., Any], fakes: Fakes, claims: dict[str, Any]):
    fakes.claims = claims
    assert refused() == INVALID


def test_several_audiences_with_us_as_the_party_are_fine(browser: Browser, fakes: Fakes):
    fakes.claims = {"aud": [CLIENT_ID, "another-client"], "azp": CLIENT_ID}
    assert browser.sign_in("acme").email == fakes.email


@pytest.mark.parametrize(
    "sign",
    [
        unsigned,
        signed_by_hmac_of_the_public_key,
        signed_by_the_client_secret,
        signed_by_a_stranger,
        signed_by_an_unknown_key,
        with_its_own_key,
        tampered,
        lambda _: "not.a.token",
        lambda _: "x" * 100_000,
        lambda _: "",
    ],
)
def test_an_id_token_that_the_issuer_did_not_sign(refused: Callable[..., Any], fakes: Fakes, sign: Callable[..., str]):
    fakes.sign = sign
    assert refused() == INVALID


def test_userinfo_about_somebody_else(refused: Callable[..., Any], fakes: Fakes):
    told = fakes.people["acme"]
    fakes.people["acme"], fakes.userinfo = {"sub": told["sub"]}, {**told, "sub": "somebody-else"}
    assert refused() == INVALID


@pytest.mark.parametrize(
    ("parameters", "error"),
    [
        ({"iss": "https://another.example.com"}, "provider_invalid_answer"),
        ({"code": None}, "provider_invalid_answer"),
        ({"code": "stolen"}, "provider_invalid_answer"),
        ({"code": None, "error": "invalid_scope"}, "provider_invalid_answer"),
        ({"code": None, "error": "access_denied"}, "access_denied"),
        ({"error": "access_denied"}, "access_denied"),
        ({"code": None, "error": "user_cancelled_authorize"}, "access_denied"),
        ({"code": None, "error": "server_error"}, "provider_unavailable"),
        ({"code": None, "error": "access_denied", "iss": "https://another.example.com"}, "provider_invalid_answer"),
    ],
)
@pytest.mark.parametrize("provider", ["acme", "apple"])
def test_an_answer_by_the_browser(
    refused: Callable[..., Any], fakes: Fakes, parameters: dict[str, str | None], error: str, provider: str
):
    fakes.answer_parameters = parameters
    assert refused(provider) == {"error": error}


def test_the_issuers_own_name_in_the_answer_is_fine(browser: Browser, fakes: Fakes):
    fakes.answer_parameters = {"iss": fakes.issuer("acme")}
    assert browser.sign_in("acme").email == fakes.email


def test_githubs_200_for_a_bad_code(refused: Callable[..., Any], fakes: Fakes):
    fakes.answer_parameters = {"code": "stolen"}
    assert refused("github") == INVALID


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ((500, {"error": "oops"}), UNAVAILABLE),
        ((503, b""), UNAVAILABLE),
        ((429, b"slow down"), UNAVAILABLE),
        ((400, {"error": "invalid_grant"}), INVALID),
        ((200, b"<html>"), INVALID),
        ((200, b""), INVALID),
        ((200, []), INVALID),
        ((200, None), INVALID),
        ((200, {}), INVALID),
        ((200, {"access_token": 5, "id_token": {}}), INVALID),
        ((200, b"[" * 100_000), INVALID),
        ((200, b'"' + b"x" * 2_000_000 + b'"'), INVALID),
    ],
    ids=lambda value: repr(value)[:40],
)
@pytest.mark.parametrize("provider", ["acme", "github"])
def test_a_broken_token_endpoint(
    refused: Callable[..., Any], fakes: Fakes, reply: Reply, expected: dict[str, str], provider: str
):
    fakes.lies = {"/token": lambda: reply, "/access_token": lambda: reply}
    assert refused(provider) == expected


def test_a_redirect_is_not_followed(refused: Callable[..., Any], fakes: Fakes):
    fakes.lies = {"/users/@me": lambda: (303, f"{fakes.url}/trap".encode())}
    assert refused("discord") == INVALID
    assert "/trap" not in fakes.asked


@pytest.mark.parametrize(
    ("provider", "path", "reply"),
    [
        ("github", "/user/emails", (200, {"message": "no"})),
        ("github", "/user", (200, {"id": True})),
        ("twitter", "/users/me", (200, {"errors": []})),
        ("discord", "/users/@me", (200, {"id": None})),
        ("facebook", "/me", (200, ["a"])),
    ],
)
def test_an_api_that_describes_nobody(
    refused: Callable[..., Any], fakes: Fakes, provider: str, path: str, reply: Reply
):
    fakes.lies = {path: lambda: reply}
    assert refused(provider) == INVALID


def test_discovery_that_describes_another_issuer(browser: Browser):
    with browser.server.database.unchanged(except_=WRITTEN_BY_THE_FLOW):
        assert browser.through("liar") == INVALID


def test_discovery_that_fails_is_tried_again_by_the_next_person(browser: Browser, fakes: Fakes):
    fakes.lies = {"/broken/.well-known/openid-configuration": lambda: (500, b"")}
    assert browser.through("broken") == UNAVAILABLE
    fakes.lies = {"/broken/jwks": lambda: (500, b"")}
    assert browser.through("broken") == UNAVAILABLE
    fakes.lies = {}
    assert browser.sign_in("broken").email == fakes.email


def test_discovery_and_keys_are_asked_for_once(browser: Browser, fakes: Fakes):
    browser.sign_in("acme")
    fakes.asked.clear()
    browser.sign_in("acme")
    assert sorted(fakes.asked) == ["/acme/authorize", "/acme/token"]


@pytest.mark.drill
@pytest.mark.parametrize("path", ["/silent/.well-known/openid-configuration", "/facebook/v23.0/oauth/access_token"])
def test_a_provider_that_hangs_costs_ten_seconds_and_nobody_else(browser: Browser, fakes: Fakes, path: str):
    waited: list[float] = []

    def hang() -> None:
        # Meanwhile others are served; they would wait behind this one otherwise.
        assert Browser(browser.server).through("github").keys() == {"grant"}
        waited.append(time.monotonic())
        fakes.hang()

    fakes.lies = {path: hang}
    provider = path.split("/")[1]
    assert browser.through(provider) == UNAVAILABLE
    assert len(waited) == 1
    assert time.monotonic() - waited[0] < PATIENCE_SECONDS
    assert browser.server.database.count("identities", "provider = ?", provider) == 0


def test_an_early_end_never_reaches_the_provider(browser: Browser, fakes: Fakes):
    with pytest.raises(EndedEarly):
        browser.callback(browser.begin("liar"))
    assert "/liar/authorize" not in fakes.asked

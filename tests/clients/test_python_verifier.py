"""The verifier of access tokens: what it believes, what it refuses, and when it asks the issuer for keys."""

import asyncio
import inspect
import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ostiary_client.verifier import AsyncVerifier, BadToken, KeysUnavailable, Principal, Verifier
from tests.clients.issuers import KINDS, Issuer, SigningKey

HOUR = 3600
IN_2100 = 4_102_444_800


@pytest.fixture
def key() -> SigningKey:
    return SigningKey("first")


@pytest.fixture
def issuer(key: SigningKey) -> Iterator[Issuer]:
    issuer = Issuer(key)
    yield issuer
    issuer.close()


@pytest.fixture(params=[AsyncVerifier, Verifier])
def kind(request):
    return request.param


async def verify(verifier: AsyncVerifier | Verifier, token: str) -> Principal:
    outcome = verifier.verify(token)
    return await outcome if inspect.isawaitable(outcome) else outcome


async def reason(verifier: AsyncVerifier | Verifier, token: str) -> str:
    with pytest.raises(BadToken) as refused:
        await verify(verifier, token)
    return refused.value.reason


def encoded(part: object) -> str:
    return urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")


async def test_what_a_good_token_says(issuer: Issuer, key: SigningKey, kind):
    token = issuer.token(key, org_id="org-1", org_role="OWNER", auth_time=1_700_000_000, plan="gold")
    principal = await verify(kind(issuer.url), token)
    assert (principal.sub, principal.sid, principal.role) == ("person-1", "session-1", "USER")
    assert (principal.org_id, principal.org_role, principal.email_verified) == ("org-1", "OWNER", True)
    assert (principal.amr, principal.auth_time.timestamp()) == (("password",), 1_700_000_000)
    assert principal.claims == {"plan": "gold"}
    assert principal.is_authenticated


@pytest.mark.parametrize("algorithm", KINDS)
async def test_every_algorithm_that_is_published(kind, algorithm: str):
    key = SigningKey("one", algorithm)
    issuer = Issuer(key)
    assert (await verify(kind(issuer.url), issuer.token(key))).sub == "person-1"
    issuer.close()


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        ({"exp": 1_000_000_000}, "TOKEN_EXPIRED"),
        ({"exp": None}, "TOKEN_INVALID"),
        ({"exp": "soon"}, "TOKEN_INVALID"),
        ({"nbf": IN_2100}, "TOKEN_INVALID"),
        ({"iat": IN_2100}, "TOKEN_INVALID"),
        ({"iss": "https://elsewhere.example"}, "TOKEN_INVALID"),
        ({"iss": None}, "TOKEN_INVALID"),
        ({"aud": "https://elsewhere.example"}, "TOKEN_INVALID"),
        ({"aud": []}, "TOKEN_INVALID"),
        ({"sub": None}, "TOKEN_INVALID"),
        ({"sid": None}, "TOKEN_INVALID"),
        ({"amr": None}, "TOKEN_INVALID"),
        ({"auth_time": "yesterday"}, "TOKEN_INVALID"),
    ],
    ids=str,
)
async def test_a_wrong_claim(issuer: Issuer, key: SigningKey, claims, said: str):
    assert await reason(Verifier(issuer.url), issuer.token(key, **claims)) == said


async def test_clocks_may_differ_by_the_leeway(issuer: Issuer, key: SigningKey):
    now = int(time.time())
    late, early = issuer.token(key, exp=now - 60), issuer.token(key, nbf=now + 60, iat=now + 60)
    lenient, strict = Verifier(issuer.url, leeway=300), Verifier(issuer.url, leeway=0)
    for token in (late, early):
        assert lenient.verify(token).sub == "person-1"
        await reason(strict, token)


@pytest.mark.parametrize(
    "header",
    [
        {"typ": "JWT"},
        {"typ": None},
        {"typ": 5},
        {"kid": None},
        {"kid": "../../etc/passwd"},
        {"kid": "x" * 5000},
        {"jku": "https://evil.example/keys"},
        {"jwk": {"kty": "oct", "k": "YQ"}},
        {"x5u": "https://evil.example/keys"},
        {"crit": ["b64"], "b64": True},
    ],
    ids=str,
)
async def test_a_header_that_no_token_of_ostiary_has(issuer: Issuer, key: SigningKey, header):
    assert await reason(Verifier(issuer.url), issuer.token(key, header=header)) == "TOKEN_INVALID"
    assert issuer.asked == 0 or "kid" not in header


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", ""])
async def test_no_signature(issuer: Issuer, key: SigningKey, algorithm: str):
    token = issuer.token(key)
    header = encoded({"alg": algorithm, "typ": "at+jwt", "kid": key.kid})
    verifier = Verifier(issuer.url)
    for unsigned in (f"{header}.{token.split('.')[1]}.", f"{header}.{token.split('.')[1]}.{token.split('.')[2]}"):
        assert await reason(verifier, unsigned) == "TOKEN_INVALID"


async def test_the_public_key_as_a_shared_secret(issuer: Issuer, key: SigningKey):
    secret = key.private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    body = issuer.token(key).split(".")[1]
    unsigned = f"{encoded({'alg': 'HS256', 'typ': 'at+jwt', 'kid': key.kid})}.{body}"
    signature = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256).sign(unsigned.encode(), secret)
    forged = f"{unsigned}.{urlsafe_b64encode(signature).decode().rstrip('=')}"
    assert await reason(Verifier(issuer.url), forged) == "TOKEN_INVALID"


async def test_a_shared_secret_that_is_published_signs_nothing(issuer: Issuer):
    kid = "shared".ljust(43, "0")
    issuer.published.append({"kty": "oct", "k": encoded("x")[:20], "kid": kid, "alg": "HS256", "use": "sig"})
    token = jwt.encode({"sub": "x"}, b"k" * 32, algorithm="HS256", headers={"typ": "at+jwt", "kid": kid})
    assert await reason(Verifier(issuer.url), token) == "TOKEN_INVALID"


@pytest.mark.parametrize(
    "token",
    ["", ".", "a.b.c", "ё", "x" * 1_000_000, ("e30." * 3)[:-1], "[" * 8000],
    ids=lambda token: token[:9],
)
async def test_garbage_asks_nobody(issuer: Issuer, token: str):
    assert await reason(Verifier(issuer.url), token) == "TOKEN_INVALID"
    assert issuer.asked == 0


async def test_keys_are_remembered(issuer: Issuer, key: SigningKey, kind):
    verifier = kind(issuer.url)
    for _ in range(5):
        await verify(verifier, issuer.token(key))
    assert issuer.asked == 1


async def test_who_comes_together_asks_once(issuer: Issuer, key: SigningKey):
    verifier = AsyncVerifier(issuer.url)
    await asyncio.gather(*(verifier.verify(issuer.token(key)) for _ in range(10)))
    threads = Verifier(issuer.url)
    await asyncio.gather(*(asyncio.to_thread(threads.verify, issuer.token(key)) for _ in range(10)))
    assert issuer.asked == 2


async def test_a_new_key_is_asked_for_and_believed(issuer: Issuer, key: SigningKey, kind):
    verifier = kind(issuer.url, cooldown=0)
    await verify(verifier, issuer.token(key))
    successor = SigningKey("second")
    issuer.published.append(successor.jwk)
    for signing in (successor, key):
        assert (await verify(verifier, issuer.token(signing))).sub == "person-1"
    assert issuer.asked == 2


async def test_unknown_keys_ask_once_in_a_while_and_are_no_false_401(issuer: Issuer, key: SigningKey, kind):
    """Whoever makes key ids up costs the issuer one question a cooldown. What cannot be told yet is not refused."""
    verifier = kind(issuer.url, cooldown=HOUR)
    await verify(verifier, issuer.token(key))
    for number in range(5):
        with pytest.raises(KeysUnavailable):
            await verify(verifier, issuer.token(SigningKey(f"unknown-{number}")))
    assert (await verify(verifier, issuer.token(key))).sub == "person-1"
    assert issuer.asked == 1


async def test_an_unknown_key_is_refused_once_the_issuer_said_so(issuer: Issuer, key: SigningKey, kind):
    verifier = kind(issuer.url, cooldown=0)
    await verify(verifier, issuer.token(key))
    assert await reason(verifier, issuer.token(SigningKey("unknown"))) == "TOKEN_INVALID"


async def test_the_issuer_may_be_away_for_a_while(issuer: Issuer, key: SigningKey, kind):
    verifier = kind(issuer.url, fresh_for=0, cooldown=0)
    await verify(verifier, issuer.token(key))
    issuer.is_away = True
    assert (await verify(verifier, issuer.token(key))).sub == "person-1"
    assert issuer.asked == 2


async def test_but_not_for_longer_than_stale_keys_are_good(issuer: Issuer, key: SigningKey, kind):
    verifier = kind(issuer.url, fresh_for=0, stale_for=0, cooldown=0)
    issuer.is_away = True
    with pytest.raises(KeysUnavailable) as unavailable:
        await verify(verifier, issuer.token(key))
    assert unavailable.value.retry_after >= 1


async def test_an_answer_that_holds_no_keys_changes_nothing(issuer: Issuer, key: SigningKey, kind):
    verifier = kind(issuer.url, fresh_for=0, cooldown=0)
    await verify(verifier, issuer.token(key))
    issuer.published = ["nonsense"]
    assert (await verify(verifier, issuer.token(key))).sub == "person-1"


async def test_a_key_that_is_withdrawn_ends(issuer: Issuer, key: SigningKey, kind):
    verifier = kind(issuer.url, fresh_for=0, cooldown=0)
    await verify(verifier, issuer.token(key))
    issuer.published = [SigningKey("second").jwk]
    assert await reason(verifier, issuer.token(key)) == "TOKEN_INVALID"


async def test_another_audience(issuer: Issuer, key: SigningKey):
    token = issuer.token(key, aud="https://files.example")
    assert Verifier(issuer.url, audience="https://files.example").verify(token).sub == "person-1"
    assert await reason(Verifier(issuer.url), token) == "TOKEN_INVALID"

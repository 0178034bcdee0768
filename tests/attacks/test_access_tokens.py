"""Access tokens that we did not make, or made for something else: refused, fast, and never with more than a reason."""

import json
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from services.vault import Vault
from tests.support.people import sign_up_verified
from tests.support.server import SECRET_KEY

pytestmark = pytest.mark.one_engine

IN_2100 = 4_102_444_800


def reason(api, token):
    answer = api.as_(token).execute("me")
    assert (answer.status, answer.code) == (200, "UNAUTHENTICATED")
    return answer.reason


def claims_of(token):
    return jwt.decode(token, options={"verify_signature": False})


def encoded(part: object) -> str:
    return urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")


@pytest.fixture(scope="session")
def our_key(server):
    """The signing key itself: for tokens that nothing but one detail is wrong with."""
    server.api.execute("me")
    sign_up_verified(server.api)
    row = server.database.row("SELECT * FROM signing_keys ORDER BY id LIMIT 1")
    pem = Vault(SECRET_KEY).open(row["sealed_private"], purpose="signing key")
    return row["kid"], pem


def forged(our_key, token, *, header=(), **claims):
    kid, pem = our_key
    changed = {**claims_of(token), **claims}
    kept = {name: value for name, value in changed.items() if value is not None}
    headers = {
        name: value for name, value in {"typ": "at+jwt", "kid": kid, **dict(header)}.items() if value is not None
    }
    return jwt.encode(kept, pem, algorithm="ES256", headers=headers)


def test_our_own_signature_is_believed(api, person, our_key):
    """Else the tests below would prove nothing."""
    assert api.as_(forged(our_key, person.access_token)).run("me")["id"] == person.user_id


def test_what_a_token_says(server, person):
    claims = claims_of(person.access_token)
    assert (claims["iss"], claims["aud"], claims["client_id"]) == (server.url, server.url, server.url)
    assert (claims["sub"], claims["sid"], claims["role"]) == (person.user_id, person.session_id, "USER")
    assert (claims["email_verified"], claims["amr"], claims["org_id"]) == (True, ["pwd"], None)
    assert claims["exp"] - claims["iat"] == 900
    assert set(claims) == {
        "iss",
        "sub",
        "aud",
        "exp",
        "nbf",
        "iat",
        "jti",
        "sid",
        "client_id",
        "role",
        "email_verified",
        "org_id",
        "org_role",
        "amr",
        "auth_time",
    }
    assert jwt.get_unverified_header(person.access_token)["typ"] == "at+jwt"


def test_the_public_keys_verify_it(server, person):
    keys = jwt.PyJWKSet.from_dict(httpx.get(f"{server.url}/.well-known/jwks.json", trust_env=False).json())
    key = next(key for key in keys.keys if key.key_id == jwt.get_unverified_header(person.access_token)["kid"])
    assert jwt.decode(person.access_token, key, algorithms=["ES256"], audience=server.url)["sub"] == person.user_id


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", ""])
def test_no_signature(api, person, our_key, algorithm):
    header = {"alg": algorithm, "typ": "at+jwt", "kid": our_key[0]}
    unsigned = f"{encoded(header)}.{encoded(claims_of(person.access_token))}."
    assert reason(api, unsigned) == "TOKEN_INVALID"
    assert reason(api, unsigned + person.access_token.rpartition(".")[2]) == "TOKEN_INVALID"


def test_the_public_key_as_a_shared_secret(api, person, our_key):
    """The classic confusion: HS256 with what everybody may read."""
    _, pem = our_key
    public = load_pem_private_key(pem, password=None).public_key()
    secret = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    unsigned = (
        f"{encoded({'alg': 'HS256', 'typ': 'at+jwt', 'kid': our_key[0]})}.{encoded(claims_of(person.access_token))}"
    )
    signature = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256).sign(unsigned.encode(), secret)
    assert reason(api, f"{unsigned}.{urlsafe_b64encode(signature).decode().rstrip('=')}") == "TOKEN_INVALID"


@pytest.mark.parametrize("kid", ["unknown", "", "../../etc/passwd", "' OR 1=1 --", "x" * 2000, None])
def test_another_key(api, person, our_key, kid):
    assert reason(api, forged(our_key, person.access_token, header={"kid": kid})) == "TOKEN_INVALID"


def test_a_key_that_the_token_brings_along(api, person, our_key):
    own = ec.generate_private_key(ec.SECP256R1())
    public = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(own.public_key()))
    for header in ({"jwk": public}, {"jku": "http://localhost:1/keys"}, {"x5u": "http://localhost:1/key"}):
        headers = {"typ": "at+jwt", "kid": our_key[0], **header}
        token = jwt.encode(claims_of(person.access_token), own, algorithm="ES256", headers=headers)
        assert reason(api, token) == "TOKEN_INVALID"


@pytest.mark.parametrize("typ", ["JWT", "jwt", "id_token+jwt", "AT+JWT ", None])
def test_another_type(api, person, our_key, typ):
    assert reason(api, forged(our_key, person.access_token, header={"typ": typ})) == "TOKEN_INVALID"


@pytest.mark.parametrize("critical", [["exp"], ["b64"], []])
def test_a_critical_extension(api, person, our_key, critical):
    assert reason(api, forged(our_key, person.access_token, header={"crit": critical})) == "TOKEN_INVALID"


@pytest.mark.parametrize(
    "claims",
    [
        *({name: None} for name in ("iss", "sub", "aud", "exp", "nbf", "iat", "jti", "sid")),
        {"iss": "https://evil.example"},
        {"aud": "https://evil.example"},
        {"aud": []},
        {"sid": "1"},
        {"sid": 5},
        {"sub": "1"},
        {"jti": "without-a-generation"},
        {"jti": 5},
        {"nbf": IN_2100},
        {"iat": IN_2100},
        {"exp": "never"},
    ],
    ids=str,
)
def test_a_claim_that_is_wrong(api, person, our_key, claims):
    assert reason(api, forged(our_key, person.access_token, **claims)) == "TOKEN_INVALID"


def test_a_time_that_is_over(api, person, our_key):
    assert reason(api, forged(our_key, person.access_token, exp=int(time.time()) - 1)) == "TOKEN_EXPIRED"


def test_a_session_of_somebody_else(api, person, newcomer, our_key):
    other = newcomer()
    assert reason(api, forged(our_key, person.access_token, sid=other.session_id)) == "SESSION_ENDED"
    assert reason(api, forged(our_key, person.access_token, sub=other.user_id)) == "SESSION_ENDED"


def test_rank_comes_from_the_database(api, person, our_key):
    """Claims are for others. What a person may do is asked anew."""
    token = forged(our_key, person.access_token, role="ADMIN", org_role="OWNER", email_verified=True)
    assert api.as_(token).run("me")["role"] == "USER"


def test_a_token_of_another_server(api, person, open_server, our_key):
    stranger = sign_up_with_session(open_server.api)
    assert reason(api, stranger) == "TOKEN_INVALID"


def sign_up_with_session(api):
    wish = {"email": f"stranger-{time.time_ns()}@example.com", "password": "violet-tractor-hums-42"}
    return api.run("signUp", input=wish)["accessToken"]


def test_a_changed_letter(api, person):
    head, body, signature = person.access_token.split(".")
    longer = json.loads(urlsafe_b64decode(body + "==")) | {"role": "ADMIN"}
    for token in (f"{head}.{encoded(longer)}.{signature}", f"{head}.{body}.{signature[:-4]}AAAA", f"{head}.{body}"):
        assert reason(api, token) == "TOKEN_INVALID"


@pytest.mark.parametrize(
    "token", ["x", ".", "..", "...", "a.b.c", "{}", "null", "e30.e30.", "%00", "eyJhbGciOiJFUzI1NiJ9.e30.", "é.é.é"]
)
def test_nonsense(server, token):
    document = json.dumps({"query": "{ me { id } }"})
    headers = {b"Authorization": f"Bearer {token}".encode(), b"Content-Type": b"application/json"}
    answer = httpx.post(f"{server.url}/graphql", content=document, headers=headers, trust_env=False)
    assert answer.json()["errors"][0]["extensions"] == {"code": "UNAUTHENTICATED", "reason": "TOKEN_INVALID"}


def test_a_proxy_is_told_401(server, person):
    for token in ("x", "a.b.c", person.access_token[:-5], person.refresh_token, "e" * 9_000):
        headers = {"Authorization": f"Bearer {token}"}
        assert httpx.get(f"{server.url}/auth/me", headers=headers, trust_env=False).status_code == 401


@pytest.mark.parametrize("value", ["", "Bearer", "Basic YTpi", "Token abc"])
def test_no_token_at_all(api, value):
    answer = api.with_headers(Authorization=value).execute("me")
    assert (answer.code, answer.reason) == ("UNAUTHENTICATED", "TOKEN_MISSING")


@pytest.mark.parametrize("size", [9_000, 60_000, 1_000_000])
def test_a_huge_token(api, person, size):
    """Refused by us, or by the HTTP server before us; the server lives on."""
    try:
        answer = api.http.post(
            "/graphql", json={"query": "{ me { id } }"}, headers={"Authorization": "Bearer " + "e" * size}
        )
        assert answer.status_code in (400, 431) or answer.json()["errors"][0]["extensions"]["reason"] == "TOKEN_INVALID"
    except httpx.TransportError:
        # The connection was cut while the client still sent.
        assert size > 8_192
    assert person.api.run("me")


def test_a_deep_token(api):
    deep = urlsafe_b64encode(b"[" * 5_000).decode().rstrip("=")
    assert reason(api, f"{deep}.{deep}.x") == "TOKEN_INVALID"


def test_a_bad_token_leaves_public_fields_alone(api, person):
    for token in ("nonsense", person.access_token[:-5]):
        assert api.as_(token).run("authConfig")["passwordMinLength"] == 8
        assert api.as_(token).run("refresh", input={"refreshToken": person.refresh_token})["__typename"] == "SignedIn"


def test_a_short_life_ends(make_server):
    server = make_server(ACCESS_TOKEN_TTL="1s", REQUIRE_VERIFICATION="false")
    token = sign_up_with_session(server.api)
    time.sleep(2)
    assert reason(server.api, token) == "TOKEN_EXPIRED"

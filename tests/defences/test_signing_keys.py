"""Signing keys: rotation without a false refusal, revocation at once, public halves for foreign libraries."""

import json
import subprocess
import threading
from base64 import urlsafe_b64decode
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import joserfc.jwt
import pytest
from joserfc.jwk import KeySet

from tests.defences.waiting import wait_for
from tests.support.people import make_staff, sign_in, sign_up_verified

pytestmark = pytest.mark.drill

PRIVATE_MEMBERS = {"d", "p", "q", "dp", "dq", "qi", "oth", "k"}


def header_of(token):
    part = token.split(".")[0]
    return json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def jwks_of(server):
    response = server.api.http.get("/.well-known/jwks.json")
    assert response.status_code == 200
    return response.json()["keys"]


@pytest.mark.filterwarnings("ignore:EdDSA is deprecated")
@pytest.mark.parametrize("algorithm", ["ES256", "EdDSA", "RS256"])
def test_a_foreign_library_verifies_by_the_jwks(start_server, algorithm):
    server = start_server(SIGNING_ALGORITHM=algorithm)
    person = sign_up_verified(server.api)
    person.api.run("me")
    keys = jwks_of(server)
    assert header_of(person.access_token) == {"alg": algorithm, "kid": keys[0]["kid"], "typ": "at+jwt"}
    for key in keys:
        assert not PRIVATE_MEMBERS & key.keys()
        assert (key["use"], key["alg"]) == ("sig", algorithm)
    token = joserfc.jwt.decode(person.access_token, KeySet.import_key_set({"keys": keys}), algorithms=[algorithm])
    claims = token.claims
    assert (claims["iss"], claims["aud"], claims["sub"]) == (server.url, server.url, person.user_id)
    names = "iss sub aud exp nbf iat jti sid client_id role email_verified org_id org_role amr auth_time"
    assert set(claims) == set(names.split())
    assert KeySet.import_key_set({"keys": keys}).keys[0].thumbprint() == keys[0]["kid"]


def test_a_symmetric_key_is_never_published(start_server):
    server = start_server(SIGNING_ALGORITHM="HS256")
    person = sign_up_verified(server.api)
    person.api.run("me")
    assert header_of(person.access_token)["alg"] == "HS256"
    assert jwks_of(server) == []


def test_npm_jose_verifies_by_the_jwks(server, tmp_path, node, jose_module):
    person = sign_up_verified(server.api)
    script = tmp_path / "verify.mjs"
    script.write_text(
        f"""
        import {{ createRemoteJWKSet, jwtVerify }} from {json.dumps(str(jose_module))};
        const keys = createRemoteJWKSet(new URL("{server.url}/.well-known/jwks.json"));
        const expected = {{ issuer: "{server.url}", audience: "{server.url}", typ: "at+jwt" }};
        const {{ payload }} = await jwtVerify(process.argv[2], keys, expected);
        console.log(JSON.stringify(payload));
        """
    )
    done = subprocess.run([node, script, person.access_token], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["sub"] == person.user_id


@pytest.fixture
def site(start_server, has_redis):
    """Keys are everybody's, so nobody else may be on this server. Two workers where they can share."""
    return start_server(*(("--workers", "2") if has_redis else ()))


def test_rotation_under_load_refuses_no_valid_token(site):
    admin, person = make_staff(site), sign_up_verified(site.api)
    codes, stopped = [], threading.Event()

    def ask():
        while not stopped.is_set():
            codes.append(person.api.execute("me").code)

    def sign_in_often():
        while not stopped.is_set():
            codes.append(sign_in(site.api, person.email).api.execute("me").code)

    with ThreadPoolExecutor(6) as pool:
        try:
            for work in (ask, ask, ask, sign_in_often, sign_in_often):
                pool.submit(work)
            for _ in range(4):
                admin.api.run("rotateSigningKey", revoke=False)
                enough = len(codes) + 30
                wait_for(lambda: len(codes) >= enough)  # noqa: B023
        finally:
            stopped.set()
    assert set(codes) == {None}
    assert len(jwks_of(site)) == 5
    rows = admin.api.run("signingKeys")
    assert [row["retiredAt"] is None for row in rows] == [True, False, False, False, False]
    assert header_of(sign_in(site.api, person.email).access_token)["kid"] == rows[0]["kid"]
    assert site.database.count("audit_events", "type = ?", "auth.signing_key_rotated") == 4


def test_a_revocation_ends_every_access_token_at_once(site):
    admin = make_staff(site)
    people = [sign_up_verified(site.api) for _ in range(3)]
    for person in people * 4:
        person.api.run("me")
    admin.api.run("rotateSigningKey", revoke=True)
    for _ in range(8):
        for person in (*people, admin):
            refused = person.api.execute("me")
            assert (refused.code, refused.reason) == ("UNAUTHENTICATED", "TOKEN_INVALID")
    # The sessions live on: they refresh.
    for person in people:
        renewed = site.api.run("refresh", input={"refreshToken": person.refresh_token})
        for _ in range(4):
            site.api.as_(renewed["accessToken"]).run("me")
    assert len(jwks_of(site)) == 1


def test_a_scheduled_successor_is_published_before_it_signs(start_server):
    server = start_server(KEY_ROTATION_EVERY="10s", ACCESS_TOKEN_TTL="60s")
    person = sign_up_verified(server.api)
    first = header_of(person.access_token)["kid"]
    published = wait_for(lambda: [key["kid"] for key in jwks_of(server) if key["kid"] != first])
    assert header_of(sign_in(server.api, person.email).access_token)["kid"] == first
    wait_for(lambda: header_of(sign_in(server.api, person.email).access_token)["kid"] in published)
    person.api.run("me")
    old = wait_for(
        lambda: server.database.rows("SELECT * FROM signing_keys WHERE kid = ? AND retired_at IS NOT NULL", first)
    )[0]
    retired, until = (datetime.fromisoformat(str(old[name])) for name in ("retired_at", "verifies_until"))
    assert (until - retired).total_seconds() >= 60
    assert first in [key["kid"] for key in jwks_of(server)]


def test_who_may_not_rotate(site):
    person, moderator = sign_up_verified(site.api), make_staff(site, role="moderator")
    with site.database.unchanged():
        for api, code in ((site.api, "UNAUTHENTICATED"), (person.api, "FORBIDDEN"), (moderator.api, "FORBIDDEN")):
            assert api.execute("rotateSigningKey", revoke=True).code == code
            assert api.execute("signingKeys").code == code
    person.api.run("me")

"""Whose address counts: the connection's, unless a proxy that we trust or a server with a key says otherwise."""

import json

import pytest

from tests.support.people import make_staff, new_email

pytestmark = pytest.mark.one_engine

FOREIGN = "203.0.113.7"


def address_recorded(server, **headers):
    """What the log says of a sign-in with these headers."""
    email = new_email()
    server.api.with_headers(**headers).execute("signIn", input={"email": email, "password": "wrong"})
    row = server.database.row("SELECT ip_address FROM audit_personal WHERE actor_email = ?", email)
    return row["ip_address"]


@pytest.mark.parametrize(
    "header", ["X_Forwarded_For", "Forwarded", "X_Real_IP", "Ostiary_Client_IP", "CF_Connecting_IP"]
)
def test_nobody_is_believed_by_default(server, header):
    assert address_recorded(server, **{header: FOREIGN}) == "127.0.0.1"


@pytest.mark.parametrize(
    ("forwarded", "believed"),
    [
        (FOREIGN, FOREIGN),
        (f"1.1.1.1, {FOREIGN}", FOREIGN),
        (f"{FOREIGN}, 10.1.2.3, 127.0.0.9", FOREIGN),
        (f"1.1.1.1, {FOREIGN}, 10.1.2.3", FOREIGN),
        ("10.1.2.3", "10.1.2.3"),
        ("2001:db8::7", "2001:db8::7"),
        ("", "127.0.0.1"),
        ("nonsense", "127.0.0.1"),
        (f"{FOREIGN}, nonsense", "127.0.0.1"),
        ("fe80::1%" + "x" * 300, "127.0.0.1"),
        (f"{FOREIGN}:1234", "127.0.0.1"),
    ],
)
def test_of_a_trusted_proxy_the_header_is_read_from_the_right(proxied_server, forwarded, believed):
    assert address_recorded(proxied_server, X_Forwarded_For=forwarded) == believed


def test_several_headers_are_one_list(proxied_server):
    email = new_email()
    body = {"query": f'mutation {{ signIn(input: {{email: "{email}", password: "x"}}) {{ __typename }} }}'}
    headers = [("Content-Type", "application/json"), ("X-Forwarded-For", "1.1.1.1"), ("X-Forwarded-For", FOREIGN)]
    proxied_server.api.http.post("/graphql", content=json.dumps(body), headers=headers)
    row = proxied_server.database.row("SELECT ip_address FROM audit_personal WHERE actor_email = ?", email)
    assert row["ip_address"] == FOREIGN


def test_a_server_with_a_secret_key_names_the_persons_address(proxied_server, proxied_keys):
    secret, publishable = proxied_keys
    for headers in ({"X_Admin_Key": secret}, {"Authorization": f"Bearer {secret}"}):
        assert address_recorded(proxied_server, Ostiary_Client_IP=FOREIGN, **headers) == FOREIGN
        assert address_recorded(proxied_server, Ostiary_Client_IP="nonsense", **headers) == "127.0.0.1"
    assert address_recorded(proxied_server, Ostiary_Client_IP=FOREIGN, X_Admin_Key=publishable) == "127.0.0.1"
    assert address_recorded(proxied_server, Ostiary_Client_IP=FOREIGN, X_Admin_Key="sk_" + "a" * 43) == "127.0.0.1"
    assert address_recorded(proxied_server, Ostiary_Client_IP=FOREIGN) == "127.0.0.1"


def test_the_named_address_is_what_limits_count(start_server):
    server = start_server(RATE_LIMITS="on", LOCKOUT="off", RATE_LIMIT_SIGN_IN_PER_IP="2/hour")
    key = _key(server, "SECRET")
    api = server.api.with_headers(X_Admin_Key=key)
    for address in ("192.0.2.1", "192.0.2.2"):
        named = api.with_headers(Ostiary_Client_IP=address)
        codes = [named.execute("signIn", input={"email": new_email(), "password": "x"}).code for _ in range(3)]
        assert codes == [None, None, "RATE_LIMITED"]


@pytest.fixture(scope="module")
def proxied_server(make_server):
    return make_server(TRUSTED_PROXIES="127.0.0.0/8, 10.0.0.0/8")


@pytest.fixture(scope="module")
def proxied_keys(proxied_server):
    return _key(proxied_server, "SECRET"), _key(proxied_server, "PUBLISHABLE")


def _key(server, kind):
    return make_staff(server).api.run("createApiKey", input={"name": "Back end", "kind": kind})["key"]

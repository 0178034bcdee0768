"""/metrics: what is counted, under which labels, and who may read it."""

import os
import re
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from schema import build_schema
from schema.faults import FaultCode
from tests.cli.commands import attempt
from tests.insight.reading import metrics_at, read_at
from tests.passkeys.ceremonies import add
from tests.passkeys.ceremonies import sign_in as sign_in_by_passkey
from tests.second_factors.factors import challenge_of, complete, new_guarded
from tests.support.authenticator import Authenticator
from tests.support.people import PASSWORD, sign_in, sign_up_verified
from tests.support.processes import free_port

WAITING_SECONDS = 20


@pytest.fixture
def read(server):
    return lambda name, **labels: read_at(server.url, name, **labels)


@pytest.fixture
def person(api):
    return sign_up_verified(api)


def wait_until(is_so):
    deadline = time.monotonic() + WAITING_SECONDS
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.1)


@pytest.mark.parametrize(
    ("operation", "variables", "outcome"),
    [
        ("signIn", {"input": {"email": "x@example.com", "password": PASSWORD}}, "InvalidCredentials"),
        ("authConfig", {}, "AuthConfig"),
        ("me", {}, "UNAUTHENTICATED"),
        ("redeemGrant", {"input": {"grant": "at_nothing"}}, "InvalidToken"),
    ],
)
def test_an_operation_counts_by_field_and_outcome(api, read, operation, variables, outcome):
    before = read("ostiary_operations_total", field=operation, outcome=outcome)
    timed = read("ostiary_operation_seconds_count", field=operation)
    api.execute(operation, **variables)
    assert read("ostiary_operations_total", field=operation, outcome=outcome) == before + 1
    assert read("ostiary_operation_seconds_count", field=operation) == timed + 1


def test_nothing_that_a_client_names_is_a_label(api, server):
    api.execute('query Injected($evil: String) { mine: orgBySlug(slug: "evil-slug") { id } }')
    api.execute("query Injected { authConfig { passwordMinLength } evil }")
    api.execute("signIn", input={"email": "evil@example.com", "password": PASSWORD})
    told = metrics_at(server.url)
    labels = {value for samples in told.values() for sample in samples for _, value in sample}
    assert not {label for label in labels if re.search("injected|evil|mine", label, re.IGNORECASE)}
    types: Any = build_schema()._schema.type_map
    fields = {*types["Query"].fields, *types["Mutation"].fields}
    codes = {code.value for code in FaultCode}
    for sample in told["ostiary_operations_total"]:
        named = dict(sample)
        assert named["field"] in fields
        assert named["outcome"] in codes | {"null"} or named["outcome"] in types


def test_a_request_that_runs_no_field_counts_by_code(api, read):
    before = read("ostiary_refused_requests_total", code="GRAPHQL_PARSE_FAILED")
    api.execute("{ nonsense ")
    assert read("ostiary_refused_requests_total", code="GRAPHQL_PARSE_FAILED") == before + 1


def test_second_factors_count(api, server, read):
    guarded = new_guarded(api, server.database)
    wrong = read("ostiary_sign_ins_total", method="second_factor", outcome="InvalidCode")
    right = read("ostiary_sign_ins_total", method="password+totp", outcome="SignedIn")
    challenge = challenge_of(api, guarded.email)
    complete(api, challenge, totp=guarded.authenticator.wrong_code())
    complete(api, challenge, totp=guarded.authenticator.code())
    assert read("ostiary_sign_ins_total", method="second_factor", outcome="InvalidCode") == wrong + 1
    assert read("ostiary_sign_ins_total", method="password+totp", outcome="SignedIn") == right + 1


def test_passkeys_count(api, server, person, read):
    device = Authenticator(server.url)
    add(person, device)
    wrong = read("ostiary_sign_ins_total", method="passkey", outcome="InvalidToken")
    right = read("ostiary_sign_ins_total", method="passkey", outcome="SignedIn")
    sign_in_by_passkey(api, device, flags=0)
    sign_in_by_passkey(api, device)
    assert read("ostiary_sign_ins_total", method="passkey", outcome="InvalidToken") == wrong + 1
    assert read("ostiary_sign_ins_total", method="passkey", outcome="SignedIn") == right + 1


def test_sign_ins_count_by_method_and_outcome(api, read, person):
    right = read("ostiary_sign_ins_total", method="password", outcome="SignedIn")
    wrong = read("ostiary_sign_ins_total", method="password", outcome="InvalidCredentials")
    hashed = read("ostiary_hash_seconds_count")
    sign_in(api, person.email)
    api.execute("signIn", input={"email": person.email, "password": "wrong-" + PASSWORD})
    assert read("ostiary_sign_ins_total", method="password", outcome="SignedIn") == right + 1
    assert read("ostiary_sign_ins_total", method="password", outcome="InvalidCredentials") == wrong + 1
    assert read("ostiary_hash_seconds_count") >= hashed + 2
    assert read("ostiary_hash_wait_seconds_count") >= hashed + 2
    assert read("ostiary_hashes_pending") == 0


def test_a_stolen_refresh_token_counts(api, read, person):
    before = read("ostiary_refresh_thefts_total")
    first = api.run("refresh", input={"refreshToken": person.refresh_token})
    api.run("refresh", input={"refreshToken": first["refreshToken"]})
    api.run("refresh", input={"refreshToken": person.refresh_token})
    assert read("ostiary_refresh_thefts_total") == before + 1


def test_mails_and_the_outbox(api, read):
    before = read("ostiary_messages_total", channel="email", outcome="sent")
    sign_up_verified(api)
    wait_until(lambda: read("ostiary_messages_total", channel="email", outcome="sent") > before)
    wait_until(lambda: read("ostiary_outbox_pending") == 0)
    assert read("ostiary_outbox_oldest_seconds") == 0


def test_the_cache_and_the_database(api, read, person):
    hits, misses = (read("ostiary_cache_reads_total", outcome=outcome) for outcome in ("hit", "miss"))
    for _ in range(3):
        person.api.run("me")
    assert read("ostiary_cache_reads_total", outcome="hit") > hits
    person.api.run("signOut")
    sign_in(api, person.email).api.run("me")
    assert read("ostiary_cache_reads_total", outcome="miss") > misses
    wait_until(lambda: read("ostiary_database_pool_size") >= 1)
    assert read("ostiary_database_pool_in_use") <= read("ostiary_database_pool_size")


def test_what_is_built_is_told(server):
    (labels,) = metrics_at(server.url)["ostiary_build_info"]
    assert dict(labels).keys() == {"version", "python"}


def test_a_limit_counts_by_field_and_key(make_server):
    limited = make_server(RATE_LIMITS="on", RATE_LIMIT_REDEEM_GRANT="1/hour")
    for _ in range(3):
        limited.api.execute("redeemGrant", input={"grant": "at_nothing"})
    assert read_at(limited.url, "ostiary_rate_limited_total", field="redeemGrant", per="IP") == 2
    assert read_at(limited.url, "ostiary_operations_total", field="redeemGrant", outcome="RATE_LIMITED") == 2


@pytest.mark.one_engine
def test_two_workers_tell_one_sum_on_a_port_of_its_own(start_server):
    port = free_port()
    server = start_server("--workers", "2", METRICS_PORT=port)
    own = f"http://127.0.0.1:{port}"
    # Connections of their own, so that both workers get some.
    for _ in range(20):
        server.api.with_headers().run("authConfig")
    assert read_at(own, "ostiary_operations_total", field="authConfig", outcome="AuthConfig") == 20
    assert list(metrics_at(own)["ostiary_build_info"].values()) == [1]
    assert server.api.http.get("/metrics").status_code == 404
    wait_until(lambda: read_at(own, "ostiary_database_pool_size") == 2)
    os.kill(workers_of(server)[0], signal.SIGKILL)
    # SQLite has one connection a worker. The killed one's part is gone, and its successor's comes.
    wait_until(lambda: read_at(own, "ostiary_database_pool_size") == 1)
    wait_until(lambda: read_at(own, "ostiary_database_pool_size") == 2)
    assert read_at(own, "ostiary_operations_total", field="authConfig", outcome="AuthConfig") == 20


def workers_of(server):
    """The children that serve, without the one that only tracks resources."""
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
    return [int(pid) for pid in children if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]


@pytest.mark.one_engine
def test_a_port_that_is_taken_is_one_sentence(server):
    taken = {**server.settings, "METRICS_PORT": server.port}
    with server.database.unchanged():
        other = attempt("run", "--port", str(free_port()), settings=taken, folder=server.log_path.parent)
        same = attempt("run", "--port", "1", settings={**taken, "METRICS_PORT": 1}, folder=server.log_path.parent)
    assert (other.exit_code, other.complaint) == (
        1, f"Port {server.port} of 127.0.0.1 is in use already: choose another by OSTIARY_METRICS_PORT."
    )  # fmt: skip
    assert (same.exit_code, same.complaint) == (2, "OSTIARY_METRICS_PORT: must be another port than the API's.")

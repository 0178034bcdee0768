"""When things break: what was promised before holds, what is refused says so, and all recovers without a restart."""

import re
import socket
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress

import httpx
import pytest

from tests.defences.breaking import BreakableMariaDb, BreakablePostgres, frozen, redis_again
from tests.defences.waiting import wait_for
from tests.support.people import PASSWORD, new_email, sign_in, sign_up_verified, verify

pytestmark = pytest.mark.drill
# Two seconds are promised; a test machine may be slower, but nothing may hang.
PATIENCE = 10
# A query is given up after five seconds, and half a second later the connection too.
FROZEN_PATIENCE = 15


def me(person, *, patience=PATIENCE):
    started = time.monotonic()
    answer = person.api.execute("me")
    assert time.monotonic() - started < patience
    return answer


def guess(api):
    return api.execute("signIn", input={"email": new_email(), "password": "wrong"})


@pytest.fixture
def with_redis(start_server, has_redis):
    if not has_redis:
        pytest.skip("Redis belongs to the other engine")
    return start_server("--workers", "2", RATE_LIMITS="on", LOCKOUT="off", RATE_LIMIT_SIGN_IN_PER_IP="8/hour")


def test_without_redis_limits_are_stricter_and_revocation_holds(with_redis):
    server = with_redis
    person = sign_up_verified(server.api)
    other = sign_in(server.api, person.email)
    for _ in range(4):
        assert me(other).code is None
    server.redis.kill()
    for _ in range(6):
        assert me(person).code is None
    person.api.run("signOutEverywhere", keepCurrent=True)
    assert {me(other).reason for _ in range(8)} == {"SESSION_ENDED"}
    # Half of eight on each of two workers, at most.
    codes = [guess(server.api).code for _ in range(12)]
    assert 1 <= codes.count(None) <= 8
    assert codes[-1] == "RATE_LIMITED"
    assert server.api.http.get("/health/ready").status_code == 200
    with redis_again(server.redis):
        wait_for(lambda: guess(server.api).code is None)
        wait_for(lambda: guess(server.api).code == "RATE_LIMITED")
        assert me(person).code is None


def test_a_frozen_redis_holds_nobody_up(with_redis):
    server = with_redis
    person, leaver = sign_up_verified(server.api), sign_up_verified(server.api)
    with frozen(server.redis.pid):
        for _ in range(6):
            assert me(person).code is None
            assert me(leaver).code is None
        leaver.api.run("signOut", input=None)
        assert {me(leaver).reason for _ in range(6)} == {"SESSION_ENDED"}
        assert guess(server.api).code in (None, "RATE_LIMITED")
    # What was queued for Redis meanwhile must not bring the session back.
    for _ in range(20):
        assert me(leaver).reason == "SESSION_ENDED"
        assert me(person).code is None


@pytest.fixture
def own_database(request):
    kinds: dict[str, type[BreakablePostgres | BreakableMariaDb]] = {
        "postgres": BreakablePostgres,
        "mysql": BreakableMariaDb,
    }
    engine = request.config.getoption("--engine")
    if engine not in kinds:
        pytest.skip("SQLite has no server to stop")
    database = kinds[engine]()
    yield database
    database.stop()


def test_a_database_that_restarts_is_told_and_recovers(start_server, own_database):
    server = start_server(DATABASE_URL=own_database.url)
    person = sign_up_verified(server.api)
    own_database.halt()
    refused = me(person)
    assert (refused.code, refused.status) == ("SERVICE_UNAVAILABLE", 503)
    assert not re.search("asyncpg|asyncmy", refused.text)
    assert server.api.http.get("/health/live").status_code == 200
    assert server.api.http.get("/health/ready").status_code == 503
    own_database.start_again()
    wait_for(server.is_ready)
    wait_for(lambda: me(person).code is None)
    assert sign_up_verified(server.api)


def test_a_frozen_database_is_told_and_recovers(start_server, own_database):
    server = start_server(DATABASE_URL=own_database.url)
    person = sign_up_verified(server.api)
    with own_database.frozen():
        # What memory knows of the session is good for a second.
        refused = wait_for(lambda: (answer := me(person, patience=FROZEN_PATIENCE)).code and answer)
        assert (refused.code, refused.status) == ("SERVICE_UNAVAILABLE", 503)
        assert server.api.http.get("/health/live").status_code == 200
        assert server.api.http.get("/health/ready").status_code == 503
    wait_for(server.is_ready)
    wait_for(lambda: me(person).code is None)


@pytest.mark.one_engine
def test_a_file_that_another_process_keeps_locked_is_told_too(start_server):
    server = start_server()
    with closing(sqlite3.connect(server.database.url.removeprefix("sqlite://"), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        refused = server.api.execute("signUp", input={"email": new_email(), "password": PASSWORD})
        assert (refused.code, refused.status) == ("SERVICE_UNAVAILABLE", 503)
    assert sign_up_verified(server.api)


def test_sigterm_lets_accepted_requests_finish(start_server):
    server = start_server()
    person = sign_up_verified(server.api)
    open_requests = [accepted_sign_in(server, person.email) for _ in range(5)]
    stopping = threading.Thread(target=server.stop)
    stopping.start()
    wait_for(lambda: not accepts(server.port))
    for connection, rest in open_requests:
        connection.sendall(rest)
    answers = [everything_from(connection) for connection, _ in open_requests]
    stopping.join()
    for answer in answers:
        assert answer.startswith(b"HTTP/1.1 200 ")
        assert b'"__typename":"SignedIn"' in answer


def accepted_sign_in(server, email):
    """A request that the application is reading: `100 Continue` has come, half of the body has not gone."""
    query = "mutation($i: SignInInput!) { signIn(input: $i) { __typename } }"
    variables = {"i": {"email": email, "password": PASSWORD}}
    body = httpx.Request("POST", server.url, json={"query": query, "variables": variables}).content
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=30)
    head = "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nExpect: 100-continue\r\n"
    connection.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode())
    assert connection.recv(100).startswith(b"HTTP/1.1 100 ")
    connection.sendall(body[:20])
    return connection, body[20:]


def everything_from(connection):
    received = b""
    with connection:
        while chunk := connection.recv(65536):
            received += chunk
    return received


def accepts(port):
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def test_whoever_got_an_answer_before_a_crash_exists_and_gets_the_mail(start_server):
    server = start_server()
    answered, crashed = [], threading.Event()

    def sign_up_often():
        with suppress(httpx.TransportError):
            while not crashed.is_set():
                email = new_email("storm")
                answer = server.api.execute("signUp", input={"email": email, "password": PASSWORD})
                assert answer.data["signUp"]["__typename"] == "VerificationRequired"
                answered.append(email)

    with ThreadPoolExecutor(8) as pool:
        storms = [pool.submit(sign_up_often) for _ in range(8)]
        wait_for(lambda: len(answered) >= 20)
        server.kill()
        crashed.set()
        for storm in storms:
            storm.result()
    again = start_server(DATABASE_URL=server.database.url)
    rows = {row["email"] for row in again.database.rows("SELECT email FROM users")}
    assert set(answered) <= rows
    for email in answered[-3:]:
        verify(again.api, email)
        sign_in(again.api, email)
    # A message that the crashed server had claimed is free again after three minutes; here they pass at once.
    past = "2020-01-01 00:00:00+00:00"
    again.database.execute("UPDATE outbox SET claimed_until = ? WHERE status = ?", past, "pending")
    wait_for(lambda: mailed(again) >= rows)


def mailed(server):
    mails = server.api.http.get("/dev/mailbox", headers={"Accept": "application/json"}).json()
    return {mail["to"] for mail in mails}

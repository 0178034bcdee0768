"""What has ended is refused on the next request: on every worker, with a warm cache, an empty one, or none."""

import os
import signal
import time
from contextlib import contextmanager

import pytest
import redis as redis_client

from tests.support.mail import token_in, wait_for_mail
from tests.support.people import PASSWORD, sign_in, sign_up_verified
from tests.support.processes import Redis

pytestmark = pytest.mark.drill

NEW = "copper-lantern-sings-9"
ASKING = 8


def by_sign_out(person, _other):
    person.api.run("signOut")


def by_revoking(person, other):
    other.api.run("revokeSession", id=person.session_id)


def by_signing_out_everywhere(person, other):
    other.api.run("signOutEverywhere", keepCurrent=True)


def by_a_new_password(person, other):
    assert (
        other.api.run("changePassword", input={"currentPassword": PASSWORD, "newPassword": NEW})["sessionsRevoked"] == 1
    )


def by_a_reset(person, other):
    other.api.run("requestPasswordReset", input={"email": person.email})
    proof = {"token": token_in(wait_for_mail(other.api, person.email, subject="new password"))}
    other.api.run("resetPassword", input={"proof": proof, "newPassword": NEW})


def by_deletion(person, other):
    assert other.api.run("deleteAccount")["__typename"] == "AccountDeleted"


def by_theft(person, other):
    second = other.api.run("refresh", input={"refreshToken": person.refresh_token})["refreshToken"]
    other.api.run("refresh", input={"refreshToken": second})
    assert other.api.run("refresh", input={"refreshToken": person.refresh_token})["__typename"] == "InvalidToken"


WAYS = [by_sign_out, by_revoking, by_signing_out_everywhere, by_a_new_password, by_a_reset, by_deletion, by_theft]


def with_two_sessions(server):
    person = sign_up_verified(server.api)
    return person, sign_in(server.api, person.email)


def warm(person):
    """Each worker has seen the session just now."""
    for _ in range(ASKING):
        assert not person.api.as_(person.access_token).execute("me").errors


def assert_ended(person):
    """A new connection each time, so that every worker is asked."""
    answers = [person.api.as_(person.access_token).execute("me") for _ in range(ASKING)]
    assert {(answer.code, answer.reason) for answer in answers} == {("UNAUTHENTICATED", "SESSION_ENDED")}
    refused = person.api.run("refresh", input={"refreshToken": person.refresh_token})
    assert refused["__typename"] == "InvalidToken"


@pytest.mark.parametrize("way", WAYS)
def test_in_one_process(server, way):
    person, other = with_two_sessions(server)
    warm(person)
    way(person, other)
    assert_ended(person)


@pytest.fixture
def several(make_server):
    """Two workers that share nothing but the database."""
    return make_server("--workers", "2", REDIS_URL=None)


@pytest.mark.parametrize("way", WAYS)
def test_in_two_processes(several, way):
    person, other = with_two_sessions(several)
    warm(person)
    way(person, other)
    assert_ended(person)


@pytest.fixture(scope="module")
def redis(tmp_path_factory):
    redis = Redis(tmp_path_factory.mktemp("redis"))
    yield redis
    redis.stop()


@pytest.fixture
def sharing(make_server, redis):
    """Two workers that share a cache."""
    return make_server("--workers", "2", REDIS_URL=redis.url)


@pytest.mark.parametrize("way", WAYS)
def test_with_redis(sharing, way):
    person, other = with_two_sessions(sharing)
    warm(person)
    way(person, other)
    assert_ended(person)


def test_after_the_cache_was_emptied(sharing, redis):
    person, other = with_two_sessions(sharing)
    warm(person)
    by_revoking(person, other)
    with redis_client.from_url(redis.url) as connection:
        connection.flushall()
    assert_ended(person)
    assert not other.api.execute("me").errors


@contextmanager
def stopped(redis):
    os.kill(redis.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(redis.pid, signal.SIGCONT)


def test_while_redis_does_not_answer(sharing, redis):
    person, other = with_two_sessions(sharing)
    warm(person)
    with stopped(redis):
        by_revoking(person, other)
        assert_ended(person)
        assert not other.api.execute("me").errors
    # What it was told meanwhile must not wake the session up.
    assert_ended(person)


def test_while_what_changes_is_not_heard_and_after_it_is_again(sharing, redis):
    """Redis answers, but the connections over which workers hear of changes are cut, again and again."""
    admin = redis_client.from_url(redis.url)
    for _ in range(3):
        person, other = with_two_sessions(sharing)
        warm(person)
        assert admin.client_kill_filter(_type="pubsub")
        by_revoking(person, other)
        assert_ended(person)
    person, other = with_two_sessions(sharing)
    time.sleep(3)
    warm(person)
    by_revoking(person, other)
    assert_ended(person)
    admin.close()

"""PostgreSQL restarts, freezes in mid-thought and has no connection left, one after the other, under load."""

import re
from contextlib import contextmanager

import psycopg
import pytest

from tests.chaos.crowd import Crowd
from tests.chaos.invariants import audit
from tests.defences.breaking import BreakablePostgres
from tests.defences.waiting import wait_for

pytestmark = pytest.mark.drill


@pytest.fixture
def own_database(request):
    if request.config.getoption("--engine") != "postgres":
        pytest.skip("a drill for PostgreSQL")
    database = BreakablePostgres()
    yield database
    database.stop()


@contextmanager
def every_row_of_users_held(url):
    """Whoever needs one waits, with its connection, until all of the pool wait."""
    with psycopg.connect(url) as connection:
        connection.execute("LOCK TABLE users IN ACCESS EXCLUSIVE MODE")
        yield
        connection.rollback()


def connections_in_use(server):
    (told,) = re.findall(r"^ostiary_database_pool_in_use\S* (\S+)$", server.api.http.get("/metrics").text, re.MULTILINE)
    return float(told)


def test_restarted_frozen_and_exhausted(start, own_database, letterbox):
    # The housekeeping comes round each second, so that the trouble finds it in a transaction too.
    server = start(DATABASE_URL=own_database.url, KEY_ROTATION_EVERY="10s")
    crowd = Crowd(server.api, letterbox)
    with crowd.at_work():
        crowd.wait_for_answers(20)
        own_database.halt()
        own_database.start_again()
        crowd.wait_for_answers(20)
        with own_database.frozen():
            interrupted = crowd.told.interruptions
            wait_for(lambda: crowd.told.interruptions >= interrupted + 4)
            wait_for(lambda: "tidy failed" in server.log)
        crowd.wait_for_answers(20)
        with every_row_of_users_held(own_database.url):
            interrupted = crowd.told.interruptions
            wait_for(lambda: crowd.told.interruptions >= interrupted + 4)
        crowd.wait_for_answers(20)
    newest = server.database.count("signing_keys")
    wait_for(lambda: server.database.count("signing_keys") > newest)
    # None is lost to a transaction that could not begin. One may be in use by the housekeeping.
    wait_for(lambda: connections_in_use(server) <= 1)
    audit(server, crowd)

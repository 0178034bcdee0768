"""The server ends in the middle of everything: killed at random moments, or asked to stop, under load."""

import time

import pytest

from tests.chaos.crowd import Crowd
from tests.chaos.invariants import audit

pytestmark = pytest.mark.drill


def test_kill_9_at_random_moments(start, again, letterbox, chance, rounds):
    """Of sign-up, verification, sign-in, refresh, invitation and acceptance, of which several are always under way."""
    server = start()
    crowd = Crowd(server.api, letterbox)
    for _ in range(rounds):
        with crowd.at_work():
            crowd.wait_for_answers(chance.randrange(20, 60))
            time.sleep(chance.uniform(0, 0.1))
            server.kill()
        server = again(server)
        crowd.at = server.api
    assert crowd.told.interruptions >= rounds
    audit(server, crowd)


def test_sigterm_after_a_rotation_of_keys_under_load(start, again, letterbox):
    server = start()
    crowd = Crowd(server.api, letterbox)
    with crowd.at_work():
        crowd.wait_for_answers(10)
        server.cli("keys", "rotate")
        crowd.wait_for_answers(40)
        assert crowd.told.interruptions == 0
        server.stop()
    server = again(server)
    audit(server, crowd)

"""Redis dies, freezes and loses all that it knew, one after the other, under load."""

import time

import pytest
import redis

from tests.chaos.crowd import Crowd
from tests.chaos.invariants import audit
from tests.defences.breaking import frozen, redis_again

pytestmark = pytest.mark.drill
# What an answer may take more than it takes while all is well, on a machine of any speed (seconds).
PATIENCE = 2.0


@pytest.fixture
def server(start, request):
    if request.config.getoption("--engine") == "sqlite":
        pytest.skip("Redis belongs to the other engine")
    quotas = ("SIGN_UP", "SIGN_IN", "REFRESH", "VERIFY_EMAIL", "CREATE_ORG", "INVITE")
    return start("--workers", "2", RATE_LIMITS="on", **{f"RATE_LIMIT_{name}": "5000/minute" for name in quotas})


def test_killed_frozen_and_flushed(server, letterbox):
    crowd = Crowd(server.api, letterbox)
    with crowd.at_work():
        crowd.wait_for_answers(30)
        usual, crowd.told.slowest = crowd.told.slowest, 0
        with frozen(server.redis.pid):
            crowd.wait_for_answers(40)
        assert crowd.told.slowest < 2 * usual + PATIENCE
        redis.Redis(port=server.redis.port).flushall()
        crowd.wait_for_answers(30)
        server.redis.kill()
        crowd.wait_for_answers(30)
        with redis_again(server.redis):
            time.sleep(1)
            crowd.wait_for_answers(30)
    assert crowd.told.interruptions == 0
    audit(server, crowd)

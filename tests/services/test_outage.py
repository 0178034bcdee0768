"""services.outage: who asks Redis while it is in doubt."""

import pytest

from services.errors import RateLimited
from services.limits import RateLimiter, redis_storage
from services.outage import Outage
from tests.defences.breaking import frozen


def test_one_asker_at_a_time_tries_again():
    outage = Outage(lasts=0.0)
    assert not outage.spares()
    outage.begin()
    outage.lasts = 60
    assert [outage.spares() for _ in range(3)] == [False, True, True]
    outage.end()
    assert not outage.spares()


async def test_what_one_limiter_learned_the_other_knows(redis):
    outage = Outage(lasts=60)
    one, other = RateLimiter(redis_storage(redis.url), outage), RateLimiter(redis_storage(redis.url), outage)
    with frozen(redis.pid):
        await one.hit("5/minute", "who")
        assert outage.spares()
        for number in range(20):
            await other.hit("5/minute", f"who-{number}")


async def test_a_refusal_is_an_answer_too(redis):
    limiter = RateLimiter(redis_storage(redis.url), outage := Outage(lasts=0.0))
    await limiter.hit("1/minute", "refused")
    outage.begin()
    with pytest.raises(RateLimited):
        await limiter.hit("1/minute", "refused")
    outage.lasts = 60
    assert [outage.spares() for _ in range(3)] == [False] * 3

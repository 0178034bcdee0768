"""services.leases: of any number of processes one does the work, and one that died holds nothing up."""

import asyncio
from datetime import timedelta

from models import Lease
from services import leases
from services.database import now

MINUTE = timedelta(minutes=1)


async def test_one_of_many_takes_it(tables):
    taken = await asyncio.gather(*(leases.take("tidy", MINUTE) for _ in range(10)))
    assert taken.count(True) == 1
    assert not await leases.take("tidy", MINUTE)
    assert await leases.take("other", MINUTE)


async def test_it_ends_by_itself(tables):
    assert await leases.take("tidy", MINUTE)
    await Lease.filter(name="tidy").update(held_until=now() - MINUTE)
    taken = await asyncio.gather(*(leases.take("tidy", MINUTE) for _ in range(10)))
    assert taken.count(True) == 1

"""services.drivers: what the drivers of MySQL tell, on machines without one too. The rest is met by the API's tests."""

import asyncmy.errors
import asyncmy.pool
import pytest
from tortoise.exceptions import OperationalError

from services import drivers
from services.database import is_unreachable


@pytest.mark.parametrize(("number", "verdict"), [(1040, True), (1213, True), (1054, False)])
def test_mysql_tells_by_number_whether_to_try_again(number, verdict):
    assert is_unreachable(OperationalError(asyncmy.errors.OperationalError(number, "told"))) is verdict


async def test_a_pool_of_mysql_that_has_opened_no_connection_yet():
    assert drivers.pool_usage(asyncmy.pool.Pool(minsize=1, maxsize=8)) == (0, 0)

"""services.keys: which key signs and which verify, when they come and go, and what of them is published."""

import asyncio
import re
from datetime import timedelta

import jwt
import pytest
from joserfc.jwk import KeySet
from tortoise.connection import get_connection

from models import SigningKey
from services.database import now
from services.invalidation import LEASE
from services.keys import KeyRing
from services.policy import Policy
from services.vault import Unsealable, Vault

pytestmark = pytest.mark.one_engine

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
# An access token's life and what clocks may differ by.
LAST_USE = timedelta(minutes=17)


@pytest.fixture
def ring(tables, vault):
    """Another worker's at each call."""
    return lambda **settings: KeyRing(Policy(**settings), vault)


def about(moment):
    return pytest.approx(moment, abs=MINUTE / 2)


async def change(kid, **moments):
    await SigningKey.filter(kid=kid).update(**moments)


async def kept():
    """All that the database holds, in the order of making."""
    return await SigningKey.all().order_by("id").values()


async def published(keys):
    return [key["kid"] for key in (await keys.jwks())["keys"]]


async def test_the_first_is_made_on_demand(ring):
    key = await ring().signing()
    (row,) = await kept()
    assert (key.kid, key.algorithm, key.is_retired) == (row["kid"], "ES256", False)
    assert key.signs_from == row["signs_from"] == about(now())
    assert (row["retired_at"], row["verifies_until"]) == (None, None)
    assert (await ring().signing()).kid == key.kid


async def test_the_newest_signs_whose_time_has_come(ring):
    keys = ring()
    first = await keys.create()
    second = await keys.create(signs_from=now() + MINUTE)
    assert (await keys.signing()).kid == first.kid
    assert await published(keys) == [first.kid, second.kid]
    await change(second.kid, signs_from=now())
    assert (await ring().signing()).kid == second.kid
    await change(first.kid, signs_from=now() + MINUTE)
    assert (await ring().signing()).kid == second.kid
    await change(first.kid, signs_from=now())
    assert (await ring().signing()).kid == first.kid
    await change(first.kid, retired_at=now())
    assert (await ring().signing()).kid == second.kid


async def test_another_algorithm_has_its_own(ring):
    first = await ring().signing()
    other = await ring(signing_algorithm="HS256").signing()
    assert (other.algorithm, len(await kept())) == ("HS256", 2)
    assert (await ring().signing()).kid == first.kid


@pytest.mark.parametrize(
    ("algorithm", "members"), [("ES256", "kty crv x y"), ("EdDSA", "kty crv x"), ("RS256", "kty e n")]
)
async def test_the_public_half_is_published(ring, algorithm, members):
    row = await ring(signing_algorithm=algorithm).create()
    keys = ring(signing_algorithm=algorithm)
    (shown,) = (await keys.jwks())["keys"]
    assert set(shown) == {*members.split(), "kid", "alg", "use"}
    assert (shown["kid"], shown["alg"], shown["use"]) == (row.kid, algorithm, "sig")
    assert KeySet.import_key_set({"keys": [shown]}).keys[0].thumbprint() == row.kid
    key = await keys.signing()
    token = jwt.encode({"sub": "ada"}, key.private, algorithm=algorithm)
    for public in (key.public, jwt.PyJWK.from_dict(shown)):
        assert jwt.decode(token, public, algorithms=[algorithm]) == {"sub": "ada"}
    if algorithm == "RS256":
        assert (key.public.key_size, key.public.public_numbers().e) == (3072, 65_537)


async def test_a_shared_secret_is_not_published(ring):
    keys = ring(signing_algorithm="HS256")
    key = await keys.signing()
    assert await published(keys) == []
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", key.kid)
    assert key.public == key.private
    assert len(key.private) == 32


async def test_a_rotation_lets_the_old_ones_verify(ring):
    keys = ring()
    first = await keys.signing()
    second = await keys.rotate()
    old, new = await kept()
    assert (old["retired_at"], old["verifies_until"]) == (about(now()), about(now() + LAST_USE))
    assert (new["retired_at"], new["verifies_until"]) == (None, None)
    for worker in (keys, ring()):
        assert (await worker.signing()).kid == second.kid
        assert (await worker.verifying(first.kid)).is_retired
        assert await published(worker) == [first.kid, second.kid]
    earlier = now() - 3 * MINUTE
    await change(first.kid, retired_at=earlier, verifies_until=now() + MINUTE)
    before = (await kept())[0]
    await keys.rotate()
    assert (await kept())[0] == before
    await change(first.kid, verifies_until=now())
    assert await published(keys) == [row["kid"] for row in (await kept())[1:]]


async def test_a_revocation_ends_all_by_every_clock(ring):
    keys, other = ring(), ring()
    gone, first, leaving = [await keys.create() for _ in range(3)]
    await change(gone.kid, retired_at=now(), verifies_until=now() - 3 * MINUTE)
    await change(leaving.kid, retired_at=now(), verifies_until=now() + MINUTE)
    before = (await kept())[0]
    assert await other.verifying(first.kid)
    second = await keys.rotate(revoke=True)
    rows = await kept()
    assert rows[0] == before
    for row in rows[1:3]:
        assert (row["retired_at"], row["verifies_until"]) == (about(now()), about(now() - 2 * MINUTE))
    assert await keys.verifying(first.kid) is None
    assert await published(keys) == [second.kid]
    assert other.verifies(first.kid)
    await asyncio.sleep(LEASE)
    assert not other.verifies(first.kid)
    assert await other.verifying(first.kid) is None


async def test_a_revocation_settles_once_no_worker_remembers(ring):
    keys = ring()
    first = await keys.signing()
    assert keys.verifies(first.kid)
    settled = asyncio.create_task(keys.settle())
    await asyncio.sleep(0)
    assert not keys.verifies(first.kid)
    await asyncio.sleep(LEASE * 0.9)
    assert not settled.done()
    await settled


async def test_a_key_that_another_worker_made_just_now(ring):
    one, other = ring(), ring()
    first = await one.signing()
    second = await other.rotate()
    assert not one.verifies(second.kid)
    assert (await one.verifying(second.kid)).kid == second.kid
    assert (await one.verifying(first.kid)).is_retired
    assert one.verifies(second.kid)
    for unknown in ("x" * 43, "nonsense", ""):
        assert await one.verifying(unknown) is None
        assert not one.verifies(unknown)


async def test_a_known_key_and_nonsense_are_told_apart_without_the_database(ring, monkeypatch):
    monkeypatch.setattr("services.keys.LEASE", 60.0)
    keys = ring()
    known = await keys.signing()
    await get_connection("default").execute_script("DROP TABLE signing_keys")
    assert await keys.verifying(known.kid) is known
    assert await keys.verifying("nonsense") is None


async def test_nothing_is_made_under_another_secret(ring):
    await ring().signing()
    before = await kept()
    stranger = KeyRing(Policy(), Vault("another secret of more than thirty-two bytes"))
    for attempt in (stranger.create, stranger.rotate):
        with pytest.raises(Unsealable):
            await attempt()
    assert await kept() == before


async def test_a_successor_is_published_ahead_and_then_takes_over(ring):
    keys = ring()
    await keys.rotate_when_due()
    (first,) = await kept()
    assert first["signs_from"] == about(now())
    await change(first["kid"], signs_from=now() - 89 * DAY + MINUTE)
    await ring().rotate_when_due()
    assert len(await kept()) == 1
    await change(first["kid"], signs_from=now() - 89 * DAY - MINUTE)
    await ring().rotate_when_due()
    first, second = await kept()
    assert second["signs_from"] == first["signs_from"] + 90 * DAY
    await ring().rotate_when_due()
    assert await kept() == [first, second]
    assert (await ring().signing()).kid == first["kid"]
    await change(second["kid"], signs_from=now())
    await ring().rotate_when_due()
    old, new = rows = await kept()
    assert (old["retired_at"], old["verifies_until"]) == (about(now()), about(now() + LAST_USE))
    assert (new["retired_at"], new["verifies_until"]) == (None, None)
    await ring().rotate_when_due()
    assert await kept() == rows


async def test_a_successor_that_comes_late_signs_at_once(ring):
    first = await ring().signing()
    await change(first.kid, signs_from=now() - 100 * DAY)
    await ring().rotate_when_due()
    assert (await kept())[1]["signs_from"] == about(now())


async def test_a_short_life_is_published_for_half_of_it(ring):
    keys = ring(key_rotation_every=60 * MINUTE)
    first = await keys.signing()
    for age, count in ((29 * MINUTE, 1), (31 * MINUTE, 2)):
        await change(first.kid, signs_from=now() - age)
        await keys.rotate_when_due()
        assert len(await kept()) == count


async def test_the_algorithm_is_changed_by_a_rotation_that_is_due(ring):
    await ring().signing()
    keys = ring(signing_algorithm="HS256")
    await keys.rotate_when_due()
    await keys.rotate_when_due()
    old, new = await kept()
    assert (new["algorithm"], new["retired_at"]) == ("HS256", None)
    assert old["retired_at"] == about(now())
    assert await keys.verifying(old["kid"])

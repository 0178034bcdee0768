"""Whose uses of a field count together, and under which quota: @rateLimit in this process.

tests/defences/test_rate_limits.py and tests/attacks/test_rate_limits.py meet it over HTTP.
"""

from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID

import pytest
from prometheus_client import REGISTRY

from models import SiteRole
from resolvers.context import Context
from schema.quotas import RateLimit, RateLimitKey
from services import Services
from services.audit import Origin
from services.database import now
from services.errors import RateLimited
from services.limits import RateLimiter
from services.outage import Outage
from services.principals import Principal

ORG = "0197a1b2-0000-7000-8000-00000000000a"


def services(**quotas: str) -> Services:
    return cast(Services, SimpleNamespace(limiter=RateLimiter(None, Outage()), quotas=quotas))


def context_of(services: Services, *, address: str = "203.0.113.7", person: int = 1) -> Context:
    viewer = Principal(UUID(int=9), UUID(int=person), None, SiteRole.USER, True, 0, now(), now(), False)
    return Context(services, origin=Origin(ip_address=address), viewer=viewer)


async def passes(limit: RateLimit, context: Context, args: dict[str, Any], field: str = "signIn") -> bool:
    try:
        await limit.count(context, field, args)
    except RateLimited:
        return False
    return True


def once(key: str) -> RateLimit:
    return RateLimit(quota="1/hour", per=RateLimitKey[key])


def mailed(email: str) -> dict[str, Any]:
    return {"input": SimpleNamespace(email=email)}


def texted(phone: str) -> dict[str, Any]:
    return {"input": SimpleNamespace(phone=phone)}


@pytest.mark.parametrize("key", ["IDENTIFIER", "RECIPIENT"])
@pytest.mark.parametrize(
    ("first", "alike", "other"),
    [
        pytest.param(mailed("ada@example.com"), mailed(" ADA@Example.com"), mailed("b@example.com"), id="address"),
        pytest.param(texted("+15555550100"), texted("+1 (555) 555-0100"), texted("+15555550101"), id="number"),
        pytest.param({"phone": "+15555550100"}, texted("+1 5555550100"), {"phone": "+15555550101"}, id="argument"),
        pytest.param(mailed("Nobody at all"), mailed("nobodyAT ALL"), mailed("nobody"), id="neither"),
        pytest.param(mailed("a\ud800"), mailed("A\ud800 "), mailed("ab\ud800"), id="half a character"),
        pytest.param(mailed("x" * 254 + "y"), mailed("x" * 254 + "z"), mailed("x" * 253), id="endless"),
        pytest.param(mailed(""), {}, mailed("a"), id="nothing"),
    ],
)
async def test_who_signs_in_or_is_written_to_counts_in_one_form(key, first, alike, other):
    context = context_of(services())
    assert [await passes(once(key), context, args) for args in (first, alike, other)] == [True, False, True]


async def test_an_organisation_counts_in_one_form():
    context = context_of(services())
    calls = [{"input": SimpleNamespace(org_id=org)} for org in (ORG, ORG.upper(), ORG[:-1] + "b")]
    assert [await passes(once("ORG"), context, args) for args in calls] == [True, False, True]


async def test_a_client_counts_by_its_address():
    known = services()
    contexts = [context_of(known, address=address) for address in ("203.0.113.7", "::ffff:203.0.113.7", "203.0.113.8")]
    assert [await passes(once("IP"), context, {}) for context in contexts] == [True, False, True]


async def test_a_viewer_counts_by_who_they_are():
    known = services()
    contexts = [context_of(known, person=person) for person in (1, 1, 2)]
    assert [await passes(once("VIEWER"), context, {}) for context in contexts] == [True, False, True]


async def test_each_field_and_each_key_counts_by_itself():
    context = context_of(services())
    same = mailed("203.0.113.7")
    for key in ("IP", "IDENTIFIER", "RECIPIENT"):
        for field in ("signIn", "signUp"):
            assert await passes(once(key), context, same, field)
            assert not await passes(once(key), context, same, field)


@pytest.mark.parametrize(
    ("quotas", "most"),
    [
        ({}, 1),
        ({"SIGN_IN": "2/hour"}, 2),
        ({"SIGN_IN_PER_IP": "3/hour"}, 3),
        ({"SIGN_IN": "2/hour", "SIGN_IN_PER_IP": "3/hour", "SIGN": "4/hour"}, 3),
        ({"SIGN_IN_PER_VIEWER": "4/hour", "SIGNIN": "4/hour", "sign_in": "4/hour"}, 1),
    ],
)
async def test_the_closest_setting_is_in_force(quotas, most):
    context = context_of(services(**quotas))
    assert sum([await passes(once("IP"), context, {}) for _ in range(6)]) == most


def refused() -> float:
    return REGISTRY.get_sample_value("ostiary_rate_limited_total", {"field": "signIn", "per": "IP"}) or 0


async def test_each_refusal_is_counted_by_field_and_key():
    context = context_of(services())
    before = refused()
    for _ in range(3):
        await passes(once("IP"), context, {})
    assert refused() == before + 2


async def test_where_limits_are_off_nothing_counts():
    context = context_of(cast(Services, SimpleNamespace(limiter=None, quotas={})))
    assert [await passes(once("IP"), context, {}) for _ in range(3)] == [True] * 3

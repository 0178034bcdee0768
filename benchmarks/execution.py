"""What lies between a document and its answer, with every row in memory: no HTTP and no database.

Processor time of one thread, by a plan and by graphql-core in turn.
"""

import asyncio
import statistics
import time
from collections.abc import Callable, Hashable
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, cast

from strawberry.dataloader import DataLoader
from tortoise.context import TortoiseContext
from uuid_utils.compat import uuid7

from models import Membership, Org, OrgRole, SiteRole, User
from resolvers.context import Context
from schema import build_schema
from schema.enforcement import GuardedSchema
from server.wiring import tortoise_config
from services import Services
from services.paging import Page
from services.principals import Principal

ROUNDS = 15
REQUESTS = 20
_NOW = datetime.now(UTC)
_ORGS = [uuid7() for _ in range(3)]
_USERS = [uuid7() for _ in range(50)]


def measure(documents: dict[str, str]) -> dict[str, tuple[float, float]]:
    """Microseconds by a plan and by graphql-core."""
    return asyncio.run(_measure(documents))


async def _measure(documents: dict[str, str]) -> dict[str, tuple[float, float]]:
    schemas = build_schema(), build_schema(is_compiled=False)
    found = {}
    async with TortoiseContext() as models:
        await models.init(config=tortoise_config("sqlite://:memory:"))
        for name, document in documents.items():
            taken: tuple[list[float], list[float]] = ([], [])
            for _ in range(ROUNDS):
                for schema, times in zip(schemas, taken, strict=True):
                    times.append(await _once(schema, document))
            found[name] = (statistics.median(taken[0]), statistics.median(taken[1]))
    return found


async def _once(schema: GuardedSchema, document: str) -> float:
    began = time.thread_time()
    for _ in range(REQUESTS):
        result = await schema.execute(document, {"org": str(_ORGS[0])}, _context())
        assert not result.errors, result.errors
    return (time.thread_time() - began) / REQUESTS * 1e6


def _context() -> Context:
    principal = Principal(_USERS[0], _USERS[0], None, SiteRole.USER, True, 0, _NOW, _NOW + timedelta(days=1), False)
    # Reading needs no service.
    context = Context(cast(Services, None), viewer=principal)
    context.users = _loader(_user)
    context.orgs = _loader(_org)
    context.memberships = _loader(lambda pair: _membership(pair[1], pair[0]))
    context.memberships_of = _loader(lambda user_id: [_membership(org_id, user_id) for org_id in _ORGS])
    context.pages = _loader(
        lambda _: Page([_membership(_ORGS[0], user_id) for user_id in _USERS], False, False, _count)
    )
    return context


def _loader(find: Callable[[Any], Any]) -> "DataLoader[Any, Any]":
    async def load(keys: list[Hashable]) -> list[Any]:
        return [find(key) for key in keys]

    return DataLoader(load_fn=load)


@cache
def _user(id_: Any) -> User:
    return User(id=id_, email=f"{id_}@example.com", full_name="Ada Example", created_at=_NOW)


@cache
def _org(id_: Any) -> Org:
    return Org(id=id_, name="Bench", slug=f"bench-{id_}", created_at=_NOW)


@cache
def _membership(org_id: Any, user_id: Any) -> Membership:
    return Membership(id=uuid7(), org_id=org_id, user_id=user_id, role=OrgRole.OWNER, joined_at=_NOW)


async def _count() -> int:
    return len(_USERS)

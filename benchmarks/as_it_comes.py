"""A page of members as Strawberry and Tortoise come: types with resolvers, `prefetch_related`, OFFSET. No guard at all.

Served by uvicorn, over the tables of a running server.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

import strawberry
from starlette.applications import Starlette
from strawberry.asgi import GraphQL
from tortoise import Tortoise

from models import Membership
from server.wiring import tortoise_config


@strawberry.type
class Person:
    id: strawberry.ID
    full_name: str | None
    email: str | None
    created_at: datetime


@strawberry.type
class Member:
    id: strawberry.ID
    role: str
    joined_at: datetime
    user: Person


@strawberry.type
class Page:
    nodes: list[Member]


@strawberry.type
class Query:
    @strawberry.field
    async def org_members(self, org_id: strawberry.ID, first: int, skip: int) -> Page:
        rows = Membership.filter(org_id=org_id).order_by("id").offset(skip).limit(first).prefetch_related("user")
        return Page(nodes=[_member(row) for row in await rows])


def _member(row: Membership) -> Member:
    user = row.user
    person = Person(
        id=strawberry.ID(str(user.id)), full_name=user.full_name, email=user.email, created_at=user.created_at
    )
    return Member(id=strawberry.ID(str(row.id)), role=row.role, joined_at=row.joined_at, user=person)


@asynccontextmanager
async def _lifespan(_app: Starlette) -> AsyncIterator[None]:
    await Tortoise.init(config=tortoise_config(os.environ["DATABASE_URL"]), _enable_global_fallback=True)
    yield
    await Tortoise.close_connections()


app = Starlette(lifespan=_lifespan)
app.add_route("/graphql", GraphQL[object, None](strawberry.Schema(query=Query)))

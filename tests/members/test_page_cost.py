"""One page of members costs the same few queries, whatever is selected and however many there are."""

import logging
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest
from tortoise.context import TortoiseContext
from uuid_utils.compat import uuid7

from models import Membership, Org, OrgRole, SiteRole, User
from resolvers.context import Context
from schema import build_schema
from server.wiring import tortoise_config
from services import Services
from services.principals import Principal

EVERYTHING = """query Page($org: ID!, $first: Int) {
  orgMembers(orgId: $org, first: $first) {
    totalCount
    edges { cursor node { id role } }
    nodes {
      id role email fullName
      user { id email fullName memberships { id role org { id name } } }
      org { id name viewerRole memberCount members(first: 3) { totalCount nodes { email user { fullName } } } }
    }
  }
}"""


class Statements(logging.Handler):
    """Every statement that Tortoise sends."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.seen.append(record.getMessage())


@pytest.fixture
async def org(database_url):
    async with TortoiseContext() as context:
        await context.init(config=tortoise_config(database_url))
        org = await Org.create(name="Big", slug=f"big-{uuid7()}")
        people = [User(email=f"{uuid7()}@example.com", full_name=f"Member {number}") for number in range(60)]
        await User.bulk_create(people)
        await Membership.bulk_create([Membership(org=org, user_id=person.id, role=OrgRole.ADMIN) for person in people])
        yield org


async def statements_for(org: Org, first: int) -> list[str]:
    """As a site moderator who is an admin of the organisation, so that every field is filled in."""
    viewer = await User.filter(memberships__org_id=org.id).first()
    assert viewer is not None
    soon = datetime.now(UTC) + timedelta(hours=1)
    principal = Principal(
        session_id=uuid7(),
        user_id=viewer.id,
        email=viewer.email,
        role=SiteRole.MODERATOR,
        is_verified=True,
        generation=0,
        authenticated_at=soon,
        must_enroll=False,
        ends_at=soon,
    )
    # Reading members needs no service.
    context = Context(cast(Services, None), viewer=principal)
    logger, statements = logging.getLogger("tortoise.db_client"), Statements()
    level = logger.level
    logger.addHandler(statements)
    logger.setLevel(logging.DEBUG)
    try:
        result = await build_schema().execute(EVERYTHING, {"org": str(org.id), "first": first}, context)
    finally:
        logger.removeHandler(statements)
        logger.setLevel(level)
    assert not result.errors, result.errors
    assert result.data is not None
    assert len(result.data["orgMembers"]["nodes"]) == first
    return statements.seen


async def test_a_page_of_fifty_costs_what_a_page_of_five_costs(org):
    of_five, of_fifty = await statements_for(org, 5), await statements_for(org, 50)
    assert len(of_fifty) == len(of_five) <= 12, "\n".join(of_fifty)

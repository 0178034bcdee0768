"""Documents over the whole contract answer alike with a plan and without: data, errors and calls, byte for byte."""

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random
from types import SimpleNamespace
from typing import Any, cast

import pytest
from graphql import GraphQLError
from hypothesis import given, settings
from hypothesis import strategies as some
from strawberry.dataloader import DataLoader

from models import Membership, Org, OrgRole, SiteRole
from resolvers.context import Context
from schema import build_schema
from services import Services
from services.principals import Principal
from tests.support.both_ways import Outcome, outcome, planned
from tests.support.generated import Writer
from tests.support.scripted import IDS, Script

# Who is cancelled before it began is never awaited: so it is with graphql-core, and so with a plan.
pytestmark = pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning")

QUICK, THOROUGH = 150, 1_000
SOON = datetime.now(UTC) + timedelta(hours=1)
SERVICES = cast(Services, SimpleNamespace(limiter=None, policy=SimpleNamespace(require_verification=True)))
WALKED, PLANNED = build_schema(is_compiled=False), build_schema()


def context_for(random: Random) -> Context:
    """A stranger, a person or an admin; the loaders that guards ask know memberships of every rank, and none."""
    context = Context(SERVICES)
    if random.random() < 0.92:
        role = random.choice((SiteRole.USER, SiteRole.MODERATOR, SiteRole.ADMIN, SiteRole.ADMIN))
        is_verified = random.random() < 0.8
        must_enroll = random.random() < 0.05
        context.viewer = Principal(IDS[0], IDS[0], None, role, is_verified, 0, SOON, SOON, must_enroll)
    seed = random.random()

    async def memberships(pairs: list[Any]) -> list[Any]:
        return [_membership(Random(f"{seed} {pair}")) for pair in pairs]

    async def orgs(ids: list[Any]) -> list[Any]:
        return [Org(is_active=Random(f"{seed} {id_}").random() < 0.8) for id_ in ids]

    context.memberships = DataLoader(load_fn=memberships)
    context.orgs = DataLoader(load_fn=orgs)
    return context


def _membership(random: Random) -> Membership | None:
    if random.random() < 0.2:
        return None
    return Membership(role=random.choice((OrgRole.MEMBER, OrgRole.ADMIN, OrgRole.OWNER, OrgRole.OWNER)))


async def both(random: Random, seen: Counter[str]) -> None:
    calm, viewer, seed = random.random() < 0.5, random.randint(0, 10**6), random.randint(0, 10**6)
    request = Writer(WALKED._schema, random, most_roots=random.randint(1, 3)).request()
    try:
        prepared = PLANNED._plans._documents.prepare(PLANNED._schema, request.document)  # type: ignore[union-attr]
    except GraphQLError:
        seen["unreadable"] += 1
        return
    if prepared.errors:
        seen["invalid"] += 1
        return
    outcomes: list[Outcome] = []
    before = planned()
    for schema in (WALKED, PLANNED):
        with pytest.MonkeyPatch.context() as monkeypatch:
            script = Script(schema._schema, seed, calm=calm)
            script.install(monkeypatch)
            result = await schema.execute(request.document, request.variables, context_for(Random(viewer)))
            outcomes.append(await outcome(result, script.calls))
    walked, by_plan = outcomes
    assert by_plan == walked, request
    seen["planned" if planned() > before else "left"] += 1
    seen["errors"] += bool(walked.errors)
    seen["data"] += walked.data != "null"
    seen["calls"] += len(walked.calls)


def explored(examples: int) -> Counter[str]:
    """What came of that many documents."""
    seen: Counter[str] = Counter()

    @settings(max_examples=examples, deadline=None, derandomize=True, database=None)
    @given(number=some.integers(0, 2**64))
    def explore(number: int) -> None:
        asyncio.run(both(Random(number), seen))

    explore()
    return seen


def assert_telling(seen: Counter[str], examples: int) -> None:
    """The documents were such that a difference would have shown."""
    assert seen["planned"] > examples / 2, seen
    assert min(seen["errors"], seen["data"], seen["calls"] / 2) > examples / 5, seen


def test_documents_answer_alike():
    assert_telling(explored(QUICK), QUICK)


@pytest.mark.drill
@pytest.mark.one_engine
def test_a_thousand_documents_answer_alike():
    assert_telling(explored(THOROUGH), THOROUGH)

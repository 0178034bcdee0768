"""Every shape that a schema may have answers alike with a plan and without, hand-written and generated."""

import asyncio
from random import Random

import pytest
from graphql import GraphQLError, build_schema
from hypothesis import given, settings
from hypothesis import strategies as some
from strawberry.types.graphql import OperationType

from schema.documents import Documents
from schema.plans import Plans
from tests.plans.shapes import CALLS, new_context, shapes
from tests.support.both_ways import outcome, planned
from tests.support.generated import Request, Writer

# Who is cancelled before it began is never awaited: so it is with graphql-core, and so with a plan.
pytestmark = pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning")

DOCUMENTS = Documents(solitary=frozenset(), introspection=True, suggestions=False)
SCHEMA = shapes(DOCUMENTS)
PLANS = Plans(DOCUMENTS)

BY_HAND = {
    "merged fields": "{ cat { name } cat { lives c: colour } ...F } fragment F on Query { cat { lives name } }",
    "batches": "{ cats(first: 3) { loaded friends { loaded } strict { loaded name } } cat { loaded } }",
    "unions": "{ pets { ... on Cat { lives grid } ... on Dog { barks deep { name } } ... on Named { name shout } } }",
    "interfaces": "{ named { __typename name shout(times: 2) ... on Dog { barks } } }",
    "generics": "{ box { held { name } many { name } } numbers { held many } }",
    "a resolver that fails four levels down": "{ dog { deep { deep { deep { name } } } } cat { name } }",
    "extensions and permissions": "{ cat { quiet secret path chosen } }",
    "awaitables in a list": "{ late lateStrict { name loaded } }",
    "wrong items in a list": "{ lateAndWrong cat { name } }",
    "a wrong item after one that is awaited": "{ lateBeforeWrong }",
    "null in the place of an awaited item": "{ lateOrNull cat { name } }",
    "an awaitable attribute": "{ withLateAttribute { lives } }",
    "types that take their time to tell": "{ slow { __typename pace ... on Snail { slime } } snails { pace } }",
    "an object of another type": "{ noDog { name } cat { name } }",
    "an iterator that fails": "{ generator }",
    "an asynchronous iterator": "{ flow }",
    "no list": "{ noList cat { name } }",
    "an exception returned": "{ returned }",
    "a handler": "{ handled { __typename ... on Oops { message } } }",
    "null in the place of a value": "{ cat { name } nothing slowNothing }",
    "null in the place of a value, twice": "{ slowNothing a: nothing cats { loaded } }",
    "of no type": "{ stranger { __typename } }",
    "defaults of inputs": '{ wish(wish: {either: {left: "x"}}, more: [{}, {sizes: [1]}]) maybe a: maybe(value: null) }',
    "mutations in series": "mutation { a: add(number: 1) b: atOnce(number: 2) c: add(number: 3) cat { loaded name } }",
    "a mutation that fails": "mutation { a: atOnce(number: -1) b: add(number: 3) }",
    "attributes of the root": "{ colour brown __typename }",
}


async def assert_alike(request: Request) -> None:
    CALLS.clear()
    walked = await outcome(await SCHEMA.execute(request.document, request.variables, new_context()), CALLS)
    CALLS.clear()
    key = (request.document, None)
    answer = PLANS.answer(SCHEMA._schema, key, new_context(), request.variables, tuple(OperationType))
    if answer is not None:
        assert await outcome(await answer, CALLS) == walked, request


@pytest.mark.parametrize("document", BY_HAND.values(), ids=BY_HAND)
async def test_by_hand(document):
    assert not DOCUMENTS.prepare(SCHEMA._schema, document).errors
    before = planned()
    await assert_alike(Request(document, {}))
    assert planned() == before + 1


async def test_a_condition_without_a_value():
    document = "query ($is: Boolean = true) { cat { name @include(if: $is) } }"
    DOCUMENTS.prepare(SCHEMA._schema, document)
    for is_ in (True, None):
        await assert_alike(Request(document, {"is": is_}))
    assert PLANS.answer(SCHEMA._schema, (document, None), new_context(), {"is": None}, tuple(OperationType)) is None


def test_what_no_plan_can_be_made_for_is_left_to_graphql_core(caplog):
    """An enum of graphql-core's own has no class of Strawberry's."""
    schema, document = build_schema("enum Colour { RED } type Query { colour: Colour }"), "{ own: colour }"
    DOCUMENTS.prepare(schema, document)
    assert PLANS.answer(schema, (document, None), None, {}, tuple(OperationType)) is None
    assert "no plan for a document" in caplog.text


async def generate(number: int) -> None:
    request = Writer(SCHEMA._schema, Random(number), depth=5, most_roots=4).request()
    try:
        if DOCUMENTS.prepare(SCHEMA._schema, request.document).errors:
            return
    except GraphQLError:
        return
    await assert_alike(request)


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(number=some.integers(0, 2**64))
def test_generated(number):
    asyncio.run(generate(number))


@pytest.mark.drill
@pytest.mark.one_engine
@settings(max_examples=1_000, deadline=None, derandomize=True, database=None)
@given(number=some.integers(0, 2**64))
def test_a_thousand_generated(number):
    asyncio.run(generate(number))

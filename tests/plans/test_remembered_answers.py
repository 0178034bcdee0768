"""What is asked of an object that the request remembers is made once, for as long as that is remembered."""

from types import SimpleNamespace
from typing import Any

import pytest
import strawberry
from strawberry.types.graphql import OperationType

from schema.documents import Documents
from schema.plans import SHELF, Plans

READS: list[str] = []
_metadata: dict[Any, Any] = {SHELF: lambda context: context.shelf}


@strawberry.type
class Friend:
    @strawberry.field
    def name(self) -> str:
        READS.append("name")
        return "Grace"


@strawberry.type
class Person:
    number: strawberry.Private[int]

    @strawberry.field(metadata=_metadata)
    def name(self) -> str:
        READS.append("name")
        if self.number < 0:
            raise RuntimeError
        return f"Ada {self.number}"

    @strawberry.field(metadata=_metadata)
    def maybe(self) -> str | None:
        READS.append("maybe")
        raise RuntimeError

    @strawberry.field(metadata=_metadata)
    def repeated(self, times: int = 1) -> str:
        READS.append("repeated")
        return "Ada" * times

    @strawberry.field
    def friend(self) -> Friend:
        return Friend()


@strawberry.type
class Query:
    @strawberry.field(metadata=_metadata)
    def me(self, info: strawberry.Info) -> Person | None:
        READS.append("me")
        return info.context.person


DOCUMENTS = Documents(solitary=frozenset(), introspection=True, suggestions=False)
SCHEMA = strawberry.Schema(Query, extensions=[DOCUMENTS.extension])
PLANS = Plans(DOCUMENTS)


async def reads(document: str, context: object) -> list[str]:
    """Which resolvers one more request runs."""
    DOCUMENTS.prepare(SCHEMA._schema, document)
    READS.clear()
    answer = PLANS.answer(SCHEMA._schema, (document, None), context, {}, tuple(OperationType))
    assert answer is not None
    await answer
    return list(READS)


def context(number: int = 1, shelf: dict[Any, Any] | None = None) -> SimpleNamespace:
    return SimpleNamespace(person=Person(number=number), shelf=shelf)


async def test_made_once_while_remembered():
    warm = context(shelf={})
    assert await reads("{ me { name } }", warm) == ["me", "name"]
    assert await reads("{ me { name } }", warm) == ["me"]
    assert await reads("{ me { again: name } }", warm) == ["me", "name"]
    warm.shelf = {}
    assert await reads("{ me { name } }", warm) == ["me", "name"]


async def test_another_object_is_another_answer():
    warm = context(shelf={})
    await reads("{ me { name } }", warm)
    warm.person = Person(number=2)
    assert await reads("{ me { name } }", warm) == ["me", "name"]
    answer = PLANS.answer(SCHEMA._schema, ("{ me { name } }", None), warm, {}, tuple(OperationType))
    assert answer is not None
    result = await answer
    assert result.data == {"me": {"name": "Ada 2"}}


async def test_nothing_remembered_is_made_anew():
    cold = context()
    for _ in range(2):
        assert await reads("{ me { name } }", cold) == ["me", "name"]


@pytest.mark.parametrize(
    ("document", "below"),
    [
        ("{ me { friend { name } } }", ["name"]),
        ("{ me { repeated } }", ["repeated"]),
        ("{ me { repeated(times: 2) } }", ["repeated"]),
        ("{ me { name friend { __typename } } }", ["name"]),
        ("{ me { maybe } }", ["maybe"]),
    ],
    ids=["from elsewhere", "an argument left out", "an argument", "beside what comes from elsewhere", "a fault"],
)
async def test_what_may_differ_each_time_is_made_anew(document: str, below: list[str]):
    warm = context(shelf={})
    for _ in range(2):
        assert await reads(document, warm) == ["me", *below]


async def test_null_and_faults_that_rise_are_made_anew():
    warm = context(number=-1, shelf={})
    for _ in range(2):
        assert await reads("{ me { name } }", warm) == ["me", "name"]
    warm.person = None
    assert await reads("{ me { name } }", warm) == ["me"]


async def test_a_shelf_has_an_end():
    warm = context(shelf=dict.fromkeys(range(1000)))
    for _ in range(2):
        assert await reads("{ me { name } }", warm) == ["me", "name"]

"""A small schema with every shape that plans cover, the ones that the contract has no use for among them."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from enum import Enum
from typing import Annotated, Any, Generic, TypeVar

import strawberry
from strawberry.dataloader import DataLoader
from strawberry.extensions import FieldExtension
from strawberry.permission import BasePermission
from strawberry.types import Info

from schema.documents import Documents, mark_one_of

CALLS: list[str] = []
T = TypeVar("T")


class Late:
    """An awaitable that is no coroutine."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __await__(self) -> Any:
        yield from asyncio.sleep(0).__await__()
        return self.value


class Boom(Exception):
    pass


@strawberry.enum
class Colour(Enum):
    RED = "red"
    BLUE = "blue"


@strawberry.interface
class Named:
    name: str

    @strawberry.field
    async def shout(self, times: int = 1) -> str:
        CALLS.append(f"shout {self.name}")
        return self.name.upper() * times


class Loud(FieldExtension):
    async def resolve_async(self, next_: Any, source: Any, info: Info, **kwargs: Any) -> Any:
        CALLS.append("extension")
        return await next_(source, info, **kwargs)


class Never(BasePermission):
    message = "never"

    def has_permission(self, source: Any, info: Info, **kwargs: Any) -> bool:
        return False


@strawberry.type
class Cat(Named):
    lives: int | None
    colour: Colour | None
    friends: "list[Cat | None] | None"
    strict: "list[Cat]"
    grid: list[list[int | None] | None]

    @strawberry.field
    async def loaded(self, info: Info) -> str:
        return await info.context["loader"].load(self.name)

    @strawberry.field(extensions=[Loud()])
    def quiet(self) -> str:
        return "quiet"

    @strawberry.field(permission_classes=[Never])
    def secret(self) -> str | None:
        return "secret"

    @strawberry.field
    def path(self, info: Info) -> list[str]:
        return [str(step) for step in info.path.as_list()]

    @strawberry.field
    def chosen(self, info: Info) -> list[str]:
        return [str(each) for each in info.selected_fields[0].selections]


@strawberry.type
class Dog(Named):
    barks: bool

    @classmethod
    def is_type_of(cls, value: Any, _info: Any) -> bool:
        return isinstance(value, dict | Dog)

    @strawberry.field
    def deep(self) -> "Dog":
        if self.name == "deep":
            raise Boom("deep")
        return Dog(name=self.name + "p" if self.name.startswith("dee") else "dee", barks=False)


@strawberry.interface
class Slow:
    pace: int

    @classmethod
    async def resolve_type(cls, *_asked: Any) -> str:
        return "Snail"


@strawberry.type
class Snail(Slow):
    @classmethod
    async def is_type_of(cls, value: Any, _info: Any) -> bool:
        return bool(value.pace)

    @strawberry.field
    async def slime(self) -> str:
        return "slime"


@strawberry.type
class Oops:
    message: str


@strawberry.type
class Box(Generic[T]):
    held: T
    many: list[T]


Pet = Annotated[Cat | Dog, strawberry.union("Pet")]
CatOrOops = Annotated[Cat | Oops, strawberry.union("CatOrOops")]


@strawberry.input(one_of=True)
class Either:
    left: str | None = strawberry.UNSET
    right: int | None = strawberry.UNSET


@strawberry.input
class Wish:
    colour: Colour = Colour.RED
    sizes: list[int] | None = None
    either: Either | None = None


def cat(name: str, *, depth: int = 1) -> Cat:
    below = [cat(f"{name}{number}", depth=depth - 1) for number in range(2)] if depth else []
    return Cat(name=name, lives=9, colour=Colour.BLUE, friends=[*below, None], strict=below, grid=[[1, None], None, []])


@strawberry.type
class Query:
    @strawberry.field
    def cat(self) -> Cat:
        return cat("tom")

    @strawberry.field
    async def cats(self, info: Info, first: int = 2) -> list[Cat]:
        CALLS.append(f"cats {first}")
        return [cat(f"c{number}") for number in range(first)]

    @strawberry.field
    def pets(self) -> list[Pet]:
        return [cat("a", depth=0), Dog(name="dee", barks=True)]

    @strawberry.field
    def named(self) -> list[Named | None]:
        return [cat("a", depth=0), Dog(name="b", barks=True), None]

    @strawberry.field
    def box(self) -> Box[Cat]:
        return Box(held=cat("x", depth=0), many=[])

    @strawberry.field
    def numbers(self) -> Box[int]:
        return Box(held=1, many=[1, 2])

    @strawberry.field
    def wish(self, wish: Wish, more: list[Wish] | None = None) -> str:
        CALLS.append(f"wish {wish} {more}")
        return repr((wish, more))

    @strawberry.field
    def maybe(self, value: strawberry.Maybe[str | None] = None) -> str:
        return repr(value)

    @strawberry.field
    def late(self) -> list[int]:
        return [Late(1), 2, Late(3), Late(None)]  # type: ignore[list-item]

    @strawberry.field
    async def late_strict(self) -> list[Cat]:
        return [Late(cat("late")), cat("now"), Late(cat("later"))]  # type: ignore[list-item]

    @strawberry.field
    def late_and_wrong(self) -> list[int | None]:
        return ["wrong", Late("wrong"), Late(1)]  # type: ignore[list-item]

    @strawberry.field
    def late_before_wrong(self) -> list[int]:
        return [Late(1), "wrong", Late(2)]  # type: ignore[list-item]

    @strawberry.field
    def late_or_null(self) -> list[int] | None:
        return [Late(None)]  # type: ignore[list-item]

    @strawberry.field
    def with_late_attribute(self) -> Cat:
        late: Any = Late(9)
        return Cat(name="tom", lives=late, colour=None, friends=None, strict=[], grid=[])

    @strawberry.field
    def slow(self) -> Slow:
        return Snail(pace=1)

    @strawberry.field
    def snails(self) -> list[Snail | None]:
        return [Snail(pace=1), Snail(pace=0)]

    @strawberry.field
    def no_dog(self) -> Dog | None:
        return cat("a")  # type: ignore[return-value]

    @strawberry.field
    def generator(self) -> list[int]:
        def numbers() -> Iterator[int]:
            yield 1
            raise Boom("in the middle")

        return numbers()  # type: ignore[return-value]

    @strawberry.field
    def flow(self) -> list[int]:
        async def numbers() -> AsyncIterator[int]:
            yield 1
            yield 2

        return numbers()  # type: ignore[return-value]

    @strawberry.field
    def no_list(self) -> list[int] | None:
        return 5  # type: ignore[return-value]

    @strawberry.field
    def returned(self) -> str | None:
        return Boom("returned")  # type: ignore[return-value]

    @strawberry.field
    async def handled(self) -> CatOrOops:
        raise Boom("handled")

    @strawberry.field
    async def nothing(self) -> str:
        return None  # type: ignore[return-value]

    @strawberry.field
    def stranger(self) -> Pet | None:
        return object()  # type: ignore[return-value]

    @strawberry.field
    def dog(self) -> Dog:
        return Dog(name="dee", barks=True)

    @strawberry.field
    async def slow_nothing(self) -> str:
        await asyncio.sleep(0)
        return None  # type: ignore[return-value]

    colour: Colour | None = None
    brown: Colour | None = None


@strawberry.type
class Mutation:
    @strawberry.mutation
    async def add(self, number: int) -> int:
        CALLS.append(f"add {number}")
        await asyncio.sleep(0)
        CALLS.append(f"added {number}")
        return number

    @strawberry.mutation
    def at_once(self, number: int) -> int | None:
        CALLS.append(f"at once {number}")
        if number < 0:
            raise Boom("negative")
        return number

    @strawberry.mutation
    async def cat(self) -> Cat:
        return cat("new")


class OopsHandler:
    exception_type = Boom
    error_type = Oops

    def handle(self, exception: Any, *, field: Any, info: Any) -> Oops:
        return Oops(message=str(exception))


def shapes(documents: Documents) -> strawberry.Schema:
    schema = strawberry.Schema(
        Query, Mutation, types=[Dog, Snail], exception_handlers=[OopsHandler()], extensions=[documents.extension]
    )
    mark_one_of(schema._schema)
    return schema


def new_context() -> dict[str, Any]:
    async def load(keys: list[str]) -> list[str]:
        CALLS.append(f"batch of {keys}")
        return [key * 2 for key in keys]

    return {"loader": DataLoader(load_fn=load)}

"""Stands in for what resolvers know: answers at random, the same for the same seed and place, and notes every call.

Guards, limits, handlers and Strawberry's own code around a resolver run as they are.
"""

import asyncio
from datetime import UTC, datetime
from enum import Enum
from random import Random
from typing import Any
from uuid import UUID

from graphql import (
    GraphQLEnumType,
    GraphQLError,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    is_abstract_type,
)
from strawberry.types.fields.resolver import StrawberryResolver

from services.errors import Forbidden, Hidden, InvalidCredentials, NotFound

IDS = [UUID(int=number + 1) for number in range(3)]
FAULTS = (Forbidden, Hidden, NotFound, InvalidCredentials, lambda: RuntimeError("boom"), lambda: GraphQLError("no"))


class Script:
    """What every resolver of a schema answers."""

    def __init__(self, schema: GraphQLSchema, seed: int, *, calm: bool = False) -> None:
        self.calls: list[str] = []
        self._schema, self._seed = schema, seed
        self._mishap = 0.02 if calm else 0.1
        self._counts: dict[str, int] = {}
        self._types: dict[int, Any] = {}
        for type_ in schema.type_map.values():
            for field in getattr(type_, "fields", {}).values():
                definition = field.extensions.get("strawberry-definition")
                if definition is not None and getattr(definition, "base_resolver", None):
                    self._types[id(definition.base_resolver)] = field.type

    def install(self, monkeypatch: Any) -> None:
        def answer(resolver: StrawberryResolver, *args: Any, **kwargs: Any) -> Any:
            return self._call(resolver, *args, **kwargs)

        monkeypatch.setattr(StrawberryResolver, "__call__", answer)

    def _call(self, resolver: StrawberryResolver, *args: Any, **kwargs: Any) -> Any:
        if id(resolver) not in self._types:
            return resolver.wrapped_func(*args, **kwargs)  # type: ignore[operator]
        info = kwargs.pop("info", None)
        place = ".".join(map(str, info.path.as_list())) if info else ""
        told = (place, resolver.name, kwargs, _described(info))
        name = f"{place} {resolver.name}"
        number = self._counts[name] = self._counts.get(name, 0) + 1
        random = Random(f"{self._seed} {name} {number}")
        self.calls.append(repr(told))
        return self._later(random, resolver) if resolver.is_async else self._answer(random, resolver)

    async def _later(self, random: Random, resolver: StrawberryResolver) -> Any:
        for _ in range(random.choice((0, 0, 0, 1, 2))):
            await asyncio.sleep(0)
        self.calls.append(f"woke {resolver.name}")
        return self._answer(random, resolver)

    def _answer(self, random: Random, resolver: StrawberryResolver) -> Any:
        if random.random() < self._mishap:
            raise random.choice(FAULTS)()
        return self.value(self._types[id(resolver)], random)

    def value(self, type_: Any, random: Random) -> Any:
        """Mostly of the type; now and then null, an exception or nonsense, whatever the type says."""
        if random.random() < self._mishap / 2:
            return random.choice((None, None, RuntimeError("returned"), object, [1], "nonsense"))
        if isinstance(type_, GraphQLNonNull):
            return self.value(type_.of_type, random)
        if isinstance(type_, GraphQLList):
            return [self.value(type_.of_type, random) for _ in range(random.choice((0, 1, 2, 3)))]
        if is_abstract_type(type_):
            type_ = random.choice(self._schema.get_possible_types(type_))
        if isinstance(type_, GraphQLObjectType):
            return self._object(type_, random)
        return self._leaf(type_, random)

    def _object(self, type_: GraphQLObjectType, random: Random) -> Any:
        definition = type_.extensions["strawberry-definition"]
        made = object.__new__(definition.origin)
        made.__dict__ |= {"in_org": random.choice(IDS), "about_user": random.choice(IDS), "row": None}
        for field in type_.fields.values():
            known = field.extensions["strawberry-definition"]
            if not known.base_resolver:
                made.__dict__[known.python_name] = self.value(field.type, random)
        return made

    def _leaf(self, type_: Any, random: Random) -> Any:
        if isinstance(type_, GraphQLEnumType):
            members: type[Enum] = type_.wrapped_cls  # type: ignore[attr-defined]
            return random.choice(list(members))
        match type_.name:
            case "Int":
                return random.choice((0, 7, 2**31, True, 1.5))
            case "Float":
                return random.choice((0.5, 3, float("nan")))
            case "Boolean":
                return random.choice((True, False, 1))
            case "DateTime":
                return datetime(2026, 1, random.randint(1, 28), tzinfo=UTC)
            case "JSON":
                return {"a": [1, None, "b"]}
        return random.choice(("text", "", "é\u2028", 12, random.choice(IDS)))


def _described(info: Any) -> Any:
    if info is None:
        return None
    raw = info._raw_info
    starts = [node.loc.start for node in raw.field_nodes]
    context = type(raw.context).__name__
    operation = raw.operation.name.value if raw.operation.name else None
    return (raw.field_name, starts, str(raw.return_type), str(raw.parent_type), context, operation, raw.variable_values)

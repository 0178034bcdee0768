"""Writes documents that a schema takes, at random: arguments, variables, fragments, conditions, aliases."""

import json
from dataclasses import dataclass, field
from random import Random
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLSchema,
    get_named_type,
    is_abstract_type,
    is_composite_type,
    is_leaf_type,
    is_required_argument,
    is_required_input_field,
)

WORDS = ("a", "00000000-0000-0000-0000-000000000001", 'say "no"', "__import__('os')", "{x}", "\n\\u0000'''", "é")


@dataclass
class Request:
    """A document with one operation, and the variables to send."""

    document: str
    variables: dict[str, Any]


@dataclass
class Writer:
    """Writes one document."""

    schema: GraphQLSchema
    random: Random
    depth: int = 4
    most_roots: int = 3
    _aliases: int = 0
    _declared: dict[str, str] = field(default_factory=dict)
    _given: dict[str, Any] = field(default_factory=dict)
    _fragments: dict[str, str] = field(default_factory=dict)

    def request(self) -> Request:
        kind = "mutation" if self.schema.mutation_type and self._chance(0.4) else "query"
        root = self.schema.mutation_type if kind == "mutation" else self.schema.query_type
        assert root is not None
        most = 1 if kind == "mutation" and self.most_roots == 1 else self.random.randint(1, self.most_roots)
        body = self._selection(root, self.depth, most=most)
        declared = ", ".join(f"${name}: {written}" for name, written in self._declared.items())
        parts = [f"{kind} Asked{f'({declared})' if declared else ''} {body}", *self._fragments.values()]
        self.random.shuffle(parts)
        return Request("\n".join(parts), self._given)

    def _chance(self, probability: float) -> bool:
        return self.random.random() < probability

    def _selection(self, type_: Any, depth: int, *, most: int = 5) -> str:
        parts = [self._part(type_, depth) for _ in range(self.random.randint(1, most))]
        return "{ " + " ".join(parts) + " }"

    def _part(self, type_: Any, depth: int) -> str:
        if not hasattr(type_, "fields"):
            return self._fragment(type_, depth) if depth > 0 and self._chance(0.8) else "__typename"
        if depth > 0 and self._chance(0.12):
            return self._fragment(type_, depth)
        names = [name for name, each in type_.fields.items() if depth > 1 or is_leaf_type(get_named_type(each.type))]
        if not names or self._chance(0.08):
            return f"__typename{self._condition()}"
        return self._field(type_, self.random.choice(names), depth)

    def _field(self, type_: Any, name: str, depth: int) -> str:
        definition = type_.fields[name]
        given = " ".join(
            f"{key}: {self._value(argument.type)}"
            for key, argument in definition.args.items()
            if is_required_argument(argument) or self._chance(0.4)
        )
        alias = ""
        # Two uses of one name must ask the same; so those with arguments get names of their own.
        if given or self._chance(0.1):
            self._aliases += 1
            alias = self.random.choice(("a", "__class__", "None", "lambda_", "eval")) + f"{self._aliases}: "
        named = get_named_type(definition.type)
        below = f" {self._selection(named, depth - 1)}" if is_composite_type(named) else ""
        return f"{alias}{name}{f'({given})' if given else ''}{self._condition()}{below}"

    def _fragment(self, type_: Any, depth: int) -> str:
        on = self.random.choice(self._kin(type_))
        if self._chance(0.5):
            condition = "" if on is type_ and self._chance(0.5) else f" on {on.name}"
            return f"...{condition}{self._condition()} {self._selection(on, depth - 1)}"
        name = f"F{len(self._fragments)}"
        self._fragments[name] = ""
        self._fragments[name] = f"fragment {name} on {on.name} {self._selection(on, depth - 1)}"
        return f"...{name}{self._condition()}" + (f" ...{name}" if self._chance(0.1) else "")

    def _kin(self, type_: Any) -> list[Any]:
        """What a fragment may narrow the type to."""
        possible = list(self.schema.get_possible_types(type_)) if is_abstract_type(type_) else []
        own = [type_] if hasattr(type_, "fields") else []
        return [*possible, *own, *getattr(type_, "interfaces", ())]

    def _condition(self) -> str:
        if not self._chance(0.12):
            return ""
        directive = self.random.choice(("skip", "include"))
        if self._chance(0.4):
            return f" @{directive}(if: {self.random.choice(('true', 'false'))})"
        name = f"if{self.random.randint(0, 2)}"
        if name not in self._declared:
            optional = self._chance(0.3)
            self._declared[name] = "Boolean = true" if optional else "Boolean!"
            if not optional or self._chance(0.5):
                self._given[name] = self.random.choice((True, False))
        return f" @{directive}(if: ${name})"

    def _value(self, type_: Any) -> str:
        """A literal, or a variable."""
        if self._chance(0.5):
            return self._literal(type_)
        name = f"v{len(self._declared)}"
        self._declared[name] = str(type_)
        if isinstance(type_, GraphQLNonNull) or self._chance(0.8):
            self._given[name] = None if self._chance(0.03) else self._plain(type_)
        return f"${name}"

    def _literal(self, type_: Any) -> str:
        return _written(self._plain(type_), type_)

    def _plain(self, type_: Any) -> Any:
        """A value as JSON has it."""
        if isinstance(type_, GraphQLNonNull):
            return self._present(type_.of_type)
        return None if self._chance(0.05) else self._present(type_)

    def _present(self, type_: Any) -> Any:
        if isinstance(type_, GraphQLNonNull):
            return self._present(type_.of_type)
        if isinstance(type_, GraphQLList):
            return [self._plain(type_.of_type) for _ in range(self.random.randint(0, 2))]
        if isinstance(type_, GraphQLInputObjectType):
            return self._input(type_)
        if isinstance(type_, GraphQLEnumType):
            return self.random.choice(list(type_.values))
        return self._scalar(type_)

    def _input(self, type_: GraphQLInputObjectType) -> dict[str, Any]:
        if type_.is_one_of:
            name = self.random.choice(list(type_.fields))
            return {name: self._present(type_.fields[name].type)}
        return {
            name: self._plain(each.type)
            for name, each in type_.fields.items()
            if is_required_input_field(each) or self._chance(0.4)
        }

    def _scalar(self, type_: GraphQLNamedType) -> Any:
        match type_.name:
            case "Int":
                return self.random.randint(-2, 90)
            case "Float":
                return self.random.choice((0.5, -3.0))
            case "Boolean":
                return self._chance(0.5)
            case "DateTime":
                return "2026-01-02T03:04:05+00:00"
            case "JSON":
                return self.random.choice(({"a": [1, "b"]}, [], "x", 3))
        return self.random.choice(WORDS)


def _written(value: Any, type_: Any) -> str:
    if isinstance(type_, GraphQLNonNull):
        return _written(value, type_.of_type)
    if value is None:
        return "null"
    if isinstance(type_, GraphQLEnumType):
        return str(value)
    if isinstance(type_, GraphQLInputObjectType):
        written = (f"{name}: {_written(each, type_.fields[name].type)}" for name, each in value.items())
        return "{" + ", ".join(written) + "}"
    if isinstance(type_, GraphQLList):
        return "[" + ", ".join(_written(each, type_.of_type) for each in value) + "]"
    return _json(value)


def _json(value: Any) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case dict():
            return "{" + ", ".join(f"{name}: {_json(each)}" for name, each in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_json, value)) + "]"
        case str():
            return json.dumps(value)
    return repr(value)

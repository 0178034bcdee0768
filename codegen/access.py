"""`access.md`: who may do and read what, told from the guards on the fields. Decides nothing."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from strawberry.types.base import StrawberryObjectDefinition
from strawberry.types.field import StrawberryField
from strawberry.utils.str_converters import to_camel_case

from schema.enforcement import GuardedSchema
from schema.guards import Guard, VisibleTo
from schema.quotas import RateLimit

_ROOTS = ("Query", "Mutation")
_INTRODUCTION = """# Who may do what

Written by `make codegen` from the guards on the fields, which are also what the server enforces. A field of a type that
is not in the last table is readable for whoever may read the field that returned it.
"""


def generate(schema: GuardedSchema) -> str:
    types = [schema.get_type_by_name(name) for name in _ROOTS]
    roots = [found for found in types if isinstance(found, StrawberryObjectDefinition)]
    tables = [f"## {root.name}\n\n{_table('Field', map(_root_row, root.fields))}" for root in roots]
    guarded = chain.from_iterable(map(_guarded_rows, _object_types(schema)))
    return "\n".join([_INTRODUCTION, *tables, f"## Fields of types\n\n{_table('Field', guarded)}"])


def _object_types(schema: GuardedSchema) -> list[StrawberryObjectDefinition]:
    known = (concrete.definition for concrete in schema.schema_converter.type_map.values())
    objects = [each for each in known if isinstance(each, StrawberryObjectDefinition) and not each.is_input]
    return sorted((each for each in objects if each.name not in _ROOTS), key=lambda each: each.name)


def _root_row(field: StrawberryField) -> str:
    return _row(f"`{to_camel_case(field.python_name)}`", field)


def _guarded_rows(definition: StrawberryObjectDefinition) -> Iterator[str]:
    for field in definition.fields:
        if _applied(field, Guard | VisibleTo):
            yield _row(f"`{definition.name}.{to_camel_case(field.python_name)}`", field)


def _row(name: str, field: StrawberryField) -> str:
    access = " ".join(directive.rule for directive in _applied(field, Guard | VisibleTo))
    limits = " ".join(directive.rule for directive in _applied(field, RateLimit))
    return f"| {name} | {access} | {limits} |"


def _applied(field: StrawberryField, kind: Any) -> list[Any]:
    return [directive for directive in field.directives if isinstance(directive, kind)]


def _table(first_column: str, rows: Iterable[str]) -> str:
    return "\n".join([f"| {first_column} | Who may | Limits |", "| --- | --- | --- |", *rows, ""])

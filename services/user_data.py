"""The JSON Schema that `userData` must fit. Patterns run in linear time, and no other document is ever fetched."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Any, NoReturn

import jsonschema_rs
import orjson

from services.errors import FieldFault, InvalidInput

_PATH = "userData"
_MOST_FAULTS = 20
_LONGEST = 200
_LARGEST_FILE = 1024 * 1024


class BadSchema(Exception):
    """Says in one sentence why a file is no schema for `userData`."""


class UserDataRules:
    """Without a schema everything is allowed that fits into a column."""

    def __init__(self, schema: Any = None) -> None:
        """BadSchema where `schema` is none of draft 2020-12, or has a pattern that cannot run in linear time."""
        self._validator = None if schema is None else _compiled(schema)

    @classmethod
    def read(cls, path: Path | None) -> UserDataRules:
        return cls(None if path is None else _parsed(path))

    def check(self, user_data: dict[str, Any]) -> None:
        """InvalidInput with each fault at its own path, such as `userData.address.zip`. No value is repeated."""
        if self._validator is None:
            return
        found = islice(self._validator.iter_errors(user_data), _MOST_FAULTS)
        if faults := [fault for error in found for fault in _faults_of(error)]:
            raise InvalidInput(*faults[:_MOST_FAULTS])


def _parsed(path: Path) -> Any:
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise BadSchema(f"{path} is larger than {_LARGEST_FILE // 1024} KiB.")
        return orjson.loads(path.read_bytes())
    except OSError as error:
        raise BadSchema(f"{path} cannot be read: {error.strerror}.") from None
    except ValueError:
        raise BadSchema(f"{path} is not JSON.") from None


def _compiled(schema: Any) -> jsonschema_rs.Draft202012Validator:
    try:
        # RegexOptions is the engine without backtracking: no text of a client's makes a careless pattern stall.
        return jsonschema_rs.Draft202012Validator(
            schema, pattern_options=jsonschema_rs.RegexOptions(), validate_formats=True, mask="this", retriever=_refuse
        )
    except (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError, ValueError) as error:
        place = ".".join(str(step) for step in getattr(error, "instance_path", []))
        reason = str(getattr(error, "message", error)).splitlines()[0].removesuffix(".")
        raise BadSchema(f"{place or 'the schema'}: {reason[:_LONGEST]}.") from None


def _refuse(_address: str) -> NoReturn:
    raise ValueError("a schema must stand in one file")


def _faults_of(error: jsonschema_rs.ValidationError) -> list[FieldFault]:
    """What is missing or not allowed is told at its own path, all else where it stands."""
    match error.kind:
        case jsonschema_rs.ValidationErrorKind.Required(property=name):
            return [_fault([*error.instance_path, name], "is required")]
        case (
            jsonschema_rs.ValidationErrorKind.AdditionalProperties(unexpected=names)
            | jsonschema_rs.ValidationErrorKind.UnevaluatedProperties(unexpected=names)
        ):
            return [_fault([*error.instance_path, name], "is not allowed") for name in names[:_MOST_FAULTS]]
        case jsonschema_rs.ValidationErrorKind.FalseSchema():
            return [_fault(error.instance_path, "is not allowed")]
    return [_fault(error.instance_path, error.message)]


def _fault(path: list[Any], message: str) -> FieldFault:
    return FieldFault(".".join([_PATH, *map(str, path)])[:_LONGEST], message[:_LONGEST])

"""Files of people, read one entry at a time: our own forms, and what other products export.

Judges nothing: what an entry holds is checked by who imports it.
"""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import Any, BinaryIO

import ijson
import orjson

from resolvers.imports import Refused, Source
from server.cli import foreign_exports
from server.cli.foreign_exports import Told, Unreadable, json_in
from services.foreign_hashes import UnfitHash

_LONGEST_LINE = 1024 * 1024
_JSON_COLUMNS = {"userData", "appData", "identities"}
_FLAG_COLUMNS = {"emailVerified", "phoneVerified", "isActive"}

Entry = tuple[int, Any]


class Format(StrEnum):
    JSONL = "jsonl"
    CSV = "csv"
    AUTH0 = "auth0"
    SUPABASE = "supabase"
    KEYCLOAK = "keycloak"
    FIREBASE = "firebase"


def read(handle: BinaryIO, format_: Format, hash_config: Mapping[str, str]) -> Iterator[Source | Refused]:
    """Each person, or where the entry stands and why there is none in it. `hash_config` is Firebase's."""
    entries, translate = _READERS[format_]
    for place, held in entries(handle):
        try:
            yield Source(place, translate(_object(held), hash_config))
        except (Unreadable, UnfitHash) as fault:
            yield Refused(place, str(fault))
        except (KeyError, IndexError, TypeError, ValueError, AttributeError, OverflowError):
            yield Refused(place, f"is not as {format_} writes it")


def _object(held: Any) -> Told:
    """A text in its place says what is wrong with the entry."""
    if not isinstance(held, dict):
        raise Unreadable(held if isinstance(held, str) else "is not an object")
    return held


def _lines(handle: BinaryIO) -> Iterator[Entry]:
    """JSON Lines."""
    number = 0
    while line := handle.readline(_LONGEST_LINE):
        number += 1
        if len(line) == _LONGEST_LINE and not line.endswith(b"\n"):
            while (rest := handle.readline(_LONGEST_LINE)) and not rest.endswith(b"\n"):
                continue
            yield number, "is longer than 1 MiB"
        elif line := line.removeprefix(b"\xef\xbb\xbf").strip():
            try:
                yield number, orjson.loads(line)
            except orjson.JSONDecodeError:
                yield number, "is not JSON"


def _rows(handle: BinaryIO) -> Iterator[Entry]:
    csv.field_size_limit(_LONGEST_LINE)
    text = io.TextIOWrapper(handle, "utf-8-sig", "surrogateescape", newline="")
    reader = csv.DictReader(text, restkey="", restval=None)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield reader.line_num, "is not CSV"
        else:
            whole = "" not in row and None not in row.values()
            yield reader.line_num, row if whole else "has another number of columns than the first line"


def _users(handle: BinaryIO) -> Iterator[Entry]:
    """Of one JSON document, which is never in memory as a whole."""
    place = 0
    try:
        for place, user in enumerate(ijson.items(handle, "users.item", use_float=True), start=1):
            yield place, user
    except ijson.JSONError:
        yield place + 1, "is not JSON, nor is what follows"


def _own(held: Told, _config: Mapping[str, str]) -> Told:
    return held


def _own_columns(held: Told, _config: Mapping[str, str]) -> Told:
    told: Told = {name: value for name, value in held.items() if value}
    for name in _JSON_COLUMNS & told.keys():
        told[name] = json_in(told[name])
    for name in _FLAG_COLUMNS & told.keys():
        told[name] = {"true": True, "false": False}.get(told[name].lower(), told[name])
    return told


_READERS: dict[Format, tuple[Callable[[BinaryIO], Iterator[Entry]], Callable[[Told, Mapping[str, str]], Told]]] = {
    Format.JSONL: (_lines, _own),
    Format.CSV: (_rows, _own_columns),
    Format.AUTH0: (_lines, foreign_exports.auth0),
    Format.SUPABASE: (_rows, foreign_exports.supabase),
    Format.KEYCLOAK: (_users, foreign_exports.keycloak),
    Format.FIREBASE: (_users, foreign_exports.firebase),
}

"""Answers that no browser gives."""

import json
from typing import Any

from tests.support.authenticator import base64url

WRONG_VALUES: list[Any] = [None, 5, True, [], {}, "", "é", "A" * 43, "\x00"]
DEEP: list[Any] = json.loads("[" * 60 + "]" * 60)


def _with(response: object) -> dict[str, Any]:
    return {"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": response}


def _answer(client_data: bytes) -> dict[str, Any]:
    """Of both ceremonies at once."""
    parts = {
        "attestationObject": b"\x81" * 60_000,
        "authenticatorData": b"x" * 37,
        "signature": b"x",
        "userHandle": b"x",
    }
    return _with({"clientDataJSON": base64url(client_data), **{name: base64url(raw) for name, raw in parts.items()}})


NO_CREDENTIALS: dict[str, Any] = {
    "an empty object": {},
    "a list": [],
    "a number": 5,
    "true": True,
    "text": "credential",
    "JSON as text": json.dumps(_answer(b"{}")),
    "NUL": "\x00",
    "half a character": {"id": "\ud800", "rawId": "\ud800", "type": "public-key", "response": {}},
    "nested": DEEP,
    "a nested id": _with({}) | {"id": DEEP},
    "200 KB of id": _with({}) | {"id": "A" * 100_000, "rawId": "A" * 100_000},
    "no response": _with(None),
    "an empty response": _with({}),
    "a list for a response": _with([]),
    "client data that is no JSON": _answer(b"\xff\xfe"),
    "client data of another shape": _answer(b"[]"),
    "empty client data": _answer(b"{}"),
    "deep client data": _answer(b"[" * 50_000),
    "many keys": {str(number): None for number in range(5000)},
}

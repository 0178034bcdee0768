"""Asks a server by the curated documents, and keeps each answer with nothing in it that differs from run to run."""

import itertools
import re
from datetime import UTC, datetime, timedelta
from typing import Any

from codegen import documents
from tests.support.api import Api
from tests.support.documents import contract

USER_AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
START = datetime(2026, 11, 2, 10, tzinfo=UTC)
# All that happens within half of this gets one time, and a run takes less.
STEP = timedelta(minutes=5)

_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)")
_JWT = re.compile(r"eyJ[\w-]+\.[\w-]+\.[\w-]+")
_PREFIXED = re.compile(r"\b([a-z]{2}_)[\w-]{6,}")
_RANDOM = re.compile(r"(?=[\w-]*[A-Z])(?=[\w-]*[a-z])[\w-]{20,}")
_SECRET = re.compile(r"(?<=secret=)[A-Z2-7]+")
_CODE = re.compile(r"\d{8}|\d{6}")
_HIDDEN = {"secret", "startCursor", "endCursor", "cursor"}


class Recorder:
    """`answers` by root field: who asked, with what variables, and what came back."""

    def __init__(self, *, stand_ins: dict[str, str]) -> None:
        self.answers: dict[str, dict[str, Any]] = {}
        self._texts = {name_of(text): text for text in documents.texts_in(_curated())}
        self._stand_ins = stand_ins
        self._began = datetime.now(UTC)
        self._ids: dict[str, str] = {}
        self._numbers = itertools.count(1)

    def ask(self, field: str, api: Api, *, by: str, **variables: Any) -> Any:
        """Records the answer, the latest of a field, and answers its value."""
        sent = {"query": self._texts[field], "variables": variables}
        body = api.http.post("/graphql", json=sent).json()
        assert "errors" not in body, (field, body)
        assert "code" not in (body["data"][field] or ()), (field, body)
        recorded = {"variables": self._plain(variables), "answer": self._plain(body)}
        self.answers[field] = {"by": by, **recorded}
        return body["data"][field]

    def _plain(self, value: Any, key: str = "") -> Any:
        match value:
            case dict():
                return {name: self._plain(each, name) for name, each in value.items()}
            case list():
                return [self._plain(each, "secret" if key == "codes" else key) for each in value]
            case str() if key == "__typename":
                return value
            case str() if key in _HIDDEN:
                return "…"
            case str() if value.startswith(("<?xml", "<svg")):
                return "<svg …>"
            case str():
                return self._plain_text(value)
        return value

    def _plain_text(self, text: str) -> str:
        for actual, shown in self._stand_ins.items():
            text = text.replace(actual, shown)
        text = _UUID.sub(lambda found: self._id(found.group()), text)
        text = _TIME.sub(lambda found: self._time(found.group()), text)
        text = _PREFIXED.sub(r"\1…", _JWT.sub("eyJ…", text))
        text = _SECRET.sub("…", _RANDOM.sub("…", text))
        return "12345678"[: len(text)] if _CODE.fullmatch(text) else text

    def _id(self, actual: str) -> str:
        if actual not in self._ids:
            self._ids[actual] = f"01a20055-0000-7000-8000-{next(self._numbers):012d}"
        return self._ids[actual]

    def _time(self, actual: str) -> str:
        steps = (datetime.fromisoformat(actual) - self._began + STEP / 2) // STEP
        return (START + steps * STEP).isoformat()


def name_of(text: str) -> str:
    """The root field that a document asks for."""
    found = re.match(r"(?:query|mutation) (\w+)", text)
    assert found, text
    return found.group(1)[0].lower() + found.group(1)[1:]


def _curated() -> str:
    return documents.collect(documents.CURATED, contract())

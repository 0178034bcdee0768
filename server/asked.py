"""What an HTTP request to /graphql asks for: the media type of the answer, and one operation.

Refuses what is not GraphQL over HTTP, before anything is built or run. Knows nothing of schema or viewer.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple, NoReturn, cast

import orjson
from python_multipart.multipart import parse_options_header
from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.types import Receive, Scope

JSON = "application/json"
GRAPHQL = "application/graphql-response+json"
HTML = "text/html"
MAX_BODY = 256 * 1024
# Any of these in a query string asks for an operation.
OPERATION_PARAMETERS = {"query", "documentId", "extensions"}


class Operation(NamedTuple):
    """Named by its text, by the id of a trusted document, or by both."""

    document: str | None
    document_id: str | None
    variables: dict[str, Any] | None
    name: str | None


class Malformed(Exception):
    """Not a request that the endpoint serves; `status` says why to HTTP, the message to a person."""

    def __init__(self, status: int, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.headers = headers or {}


class QuickHeaders(Headers):
    """Starlette's, by a dict: a request is asked for a dozen names, and for each Starlette walks the whole list."""

    def __init__(self, scope: Scope) -> None:
        super().__init__(scope=scope)
        self._first = {name.decode("latin-1"): value.decode("latin-1") for name, value in reversed(scope["headers"])}

    def get(self, key: str, default: Any = None) -> Any:
        """`key` in lower case."""
        return self._first.get(key, default)

    def getlist(self, key: str) -> list[str]:
        if len(self._first) != len(self.raw):
            return super().getlist(key)
        value = self.get(key)
        return [] if value is None else [value]


class QuickRequest(Request):
    """A request whose headers are found quickly."""

    def __init__(self, scope: Scope, receive: Receive) -> None:
        super().__init__(scope, receive)
        self._quick = QuickHeaders(scope)

    @property
    def headers(self) -> Headers:
        return self._quick


def preferred(request: Request, offers: tuple[str, ...]) -> str | None:
    """The offer that Accept ranks highest; of equal ones, the one named first. No header accepts anything."""
    return _preferred(",".join(request.headers.getlist("accept") or ["*/*"]), offers)


@lru_cache(maxsize=64)
def _preferred(accepted: str, offers: tuple[str, ...]) -> str | None:
    ranges = [_range(part) for part in accepted.split(",")]
    for quality, wanted in sorted(ranges, key=lambda ranked: -ranked[0]):
        for offer in offers:
            if quality > 0 and wanted in {offer, f"{offer.partition('/')[0]}/*", "*/*"}:
                return offer
    return None


async def posted(request: Request) -> Operation:
    _require_json(request)
    return _operation(_decoded(await _body(request)))


def queried(request: Request) -> Operation:
    """An operation in the query string of a GET."""
    given: dict[str, object] = dict(request.query_params)
    for name in ("variables", "extensions"):
        if name in given:
            given[name] = _decoded(str(given[name]).encode("utf-8", "surrogatepass"))
    return _operation(given)


def _range(part: str) -> tuple[float, str]:
    kind, options = parse_options_header(part.strip())
    try:
        return float(options.get(b"q", b"1")), kind.decode("latin-1").lower()
    except ValueError:
        return 0, ""


def _require_json(request: Request) -> None:
    # Any other type could be sent by a foreign site's form, without the browser asking first.
    if not _is_json(request.headers.get("content-type", "")):
        raise Malformed(415, "Send the operation as application/json in UTF-8.")
    if request.headers.get("content-encoding", "identity") != "identity":
        raise Malformed(415, "Send the operation uncompressed.")


@lru_cache(maxsize=64)
def _is_json(content_type: str) -> bool:
    kind, options = parse_options_header(content_type)
    return kind == JSON.encode() and options.get(b"charset", b"utf-8").lower() in {b"utf-8", b"utf8"}


async def _body(request: Request) -> bytes:
    """The whole body, unless it is too big: then not a byte more of it than that shows."""
    declared = request.headers.get("content-length", "")
    body = b""
    is_too_big = declared.isdecimal() and int(declared[:12]) > MAX_BODY
    while not is_too_big:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        body += cast(bytes, message.get("body", b""))
        is_too_big = len(body) > MAX_BODY
        if not is_too_big and not message.get("more_body", False):
            return body
    raise Malformed(413, f"A request body may have at most {MAX_BODY} bytes.", {"Connection": "close"})


def _decoded(body: bytes) -> object:
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        return _decoded_leniently(body)


def _decoded_leniently(body: bytes) -> object:
    """orjson refuses a lone surrogate; to us that is one bad value, which its own field answers for."""
    try:
        return json.loads(body.decode("utf-8"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise Malformed(400, "This is not valid JSON in UTF-8.") from None


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _operation(asked: object) -> Operation:
    if isinstance(asked, list):
        raise Malformed(400, "Batching is not offered: send one operation in a request.")
    if not isinstance(asked, dict):
        raise Malformed(400, "A request must be a JSON object with a `query`.")
    document, variables, name = asked.get("query"), asked.get("variables"), asked.get("operationName")
    document_id = _document_id(asked)
    if not isinstance(document, str | None) or not (document or document_id or "").strip():
        raise Malformed(400, "`query` must be a GraphQL document.")
    if not isinstance(variables, dict | None):
        raise Malformed(400, "`variables` must be an object.")
    if not isinstance(name, str | None):
        raise Malformed(400, "`operationName` must be a string.")
    return Operation(document or None, document_id, variables, name)


def _document_id(asked: dict[str, object]) -> str | None:
    """As GraphQL over HTTP names a persisted document, or as Apollo's clients do: both mean `sha256:<hex>`."""
    extensions = asked.get("extensions")
    if not isinstance(extensions, dict | None):
        raise Malformed(400, "`extensions` must be an object.")
    document_id, persisted = asked.get("documentId"), (extensions or {}).get("persistedQuery")
    if document_id is None and isinstance(persisted, dict) and "sha256Hash" in persisted:
        document_id = f"sha256:{persisted['sha256Hash']}"
    if not isinstance(document_id, str | None):
        raise Malformed(400, "`documentId` must be a string.")
    return document_id

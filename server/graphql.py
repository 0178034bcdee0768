"""The /graphql endpoint, and the one way to run a document in-process.

Owns the HTTP status of every outcome. Decides nothing about who may do what: guards and resolvers do.
"""

import json
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, Generic, NamedTuple, TypeVar

import orjson
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from strawberry import Schema
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types import ExecutionResult
from strawberry.types.execution import PreExecutionError
from strawberry.types.graphql import OperationType

from server.asked import (
    GRAPHQL,
    HTML,
    JSON,
    OPERATION_PARAMETERS,
    Malformed,
    Operation,
    QuickRequest,
    posted,
    preferred,
    queried,
)
from server.faults import Entry, entry, mask, present, present_denied
from server.requests import accept_language
from server.trusted import TrustedDocuments
from services.errors import Denied
from services.metrics import REFUSED
from services.texts import DEFAULT, best_language
from services.tracing import span

READING = (OperationType.QUERY,)
ANYTHING = (OperationType.QUERY, OperationType.MUTATION)

_CONTENT_TYPES = {media_type: f"{media_type}; charset=utf-8".encode() for media_type in (JSON, GRAPHQL)}

ContextT = TypeVar("ContextT")


class Answer(NamedTuple):
    """The outcome of one operation. `executed` is False where the request was refused before any field ran."""

    data: dict[str, Any] | None
    errors: list[Entry]
    executed: bool = True

    def body(self) -> dict[str, Any]:
        """Of an answer with errors."""
        return {"errors": self.errors, "data": self.data} if self.executed else {"errors": self.errors}

    @property
    def sole_code(self) -> str | None:
        """The code that everything asked for failed with, if there is one such code."""
        codes = {error["extensions"]["code"] for error in self.errors}
        failed = {error["path"][0] for error in self.errors if error.get("path")}
        kept = [name for name, value in (self.data or {}).items() if value is not None or name not in failed]
        return codes.pop() if len(codes) == 1 and not kept else None


async def execute(
    schema: Schema,
    context: object,
    document: str,
    variables: dict[str, Any] | None = None,
    *,
    operation_name: str | None = None,
    allowed: Iterable[OperationType] = ANYTHING,
    request_id: str = "",
    languages: str = DEFAULT,
) -> Answer:
    """Run one operation with guards, limits, problems and masking; nothing of HTTP. `languages`: as Accept-Language
    says which ones faults are told in.
    """
    try:
        with span("GraphQL operation"):
            result = await schema.execute(
                document, variables, context, operation_name=operation_name, allowed_operation_types=allowed
            )
    except CannotGetOperationTypeError:
        message = "The document has no such operation."
        code = "GRAPHQL_VALIDATION_FAILED" if operation_name is None else "BAD_USER_INPUT"
        return Answer(None, [entry(message, code)], executed=False)
    if not result.errors:
        return Answer(result.data, [])
    return Answer(result.data, present(result.errors, request_id, best_language(languages)), _executed(result))


class GraphQLResponse(Response):
    """Never to be stored: any answer may carry a token."""

    def init_headers(self, headers: Mapping[str, str] | None = None) -> None:
        self.raw_headers = [
            (b"content-length", b"%d" % len(self.body)),
            (b"content-type", _CONTENT_TYPES[self.media_type or JSON]),
            (b"cache-control", b"no-store"),
        ]


class GraphQLEndpoint(Generic[ContextT]):
    """An ASGI application, so that every method, and every mistake, is answered in GraphQL JSON.

    `headers_of` names the cookies and headers that resolvers want sent; `graphiql` is the page for a browser;
    `trusted` says which documents a request may run.
    """

    def __init__(
        self,
        schema: Schema,
        *,
        context_for: Callable[[Request], Awaitable[ContextT]],
        headers_of: Callable[[ContextT], Iterable[tuple[str, str]]],
        trusted: TrustedDocuments | None = None,
        graphiql: Callable[[Request], Response] | None = None,
    ) -> None:
        self._schema = schema
        self._context_for = context_for
        self._headers_of = headers_of
        self._trusted = trusted or TrustedDocuments({})
        self._graphiql = graphiql

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            response = await self._respond(QuickRequest(scope, receive))
        except ClientDisconnect:
            return
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        media_type = JSON
        try:
            if self._graphiql and _is_browser(request):
                return self._graphiql(request)
            media_type = _negotiated(request)
            return await self._run(request, media_type)
        except Malformed as fault:
            response = _response(Answer(None, [entry(fault.message, "BAD_USER_INPUT")], executed=False), media_type)
            response.status_code = fault.status
            response.headers.update(fault.headers)
            return response
        except Denied as denied:
            return _response(Answer(None, [present_denied(denied, _language(request))], executed=False), media_type)
        except ClientDisconnect:
            raise
        except Exception as fault:
            return _response(
                Answer(None, [mask(fault, _request_id(request), language=_language(request))], executed=False),
                media_type,
            )

    async def _run(self, request: Request, media_type: str) -> Response:
        asked, allowed = await _asked(request)
        document = self._trusted.document_of(asked)
        context = await self._context_for(request)
        try:
            answer = await execute(
                self._schema,
                context,
                document,
                asked.variables,
                operation_name=asked.name,
                allowed=allowed,
                request_id=_request_id(request),
                languages=accept_language(request),
            )
        except InvalidOperationTypeError:
            raise Malformed(405, "GET runs queries only; send this by POST.", {"Allow": "POST"}) from None
        response = _response(answer, media_type)
        for name, value in self._headers_of(context):
            response.headers.append(name, value)
        return response


async def _asked(request: Request) -> tuple[Operation, Iterable[OperationType]]:
    match request.method:
        case "POST":
            return await posted(request), ANYTHING
        case "GET":
            return queried(request), READING
    raise Malformed(405, "Use POST, or GET for queries.", {"Allow": "GET, POST"})


def _is_browser(request: Request) -> bool:
    """Someone looking at the address, rather than a client with an operation."""
    plain = request.method == "GET" and request.query_params.keys().isdisjoint(OPERATION_PARAMETERS)
    return plain and preferred(request, (JSON, GRAPHQL, HTML)) == HTML


def _negotiated(request: Request) -> str:
    if media_type := preferred(request, (JSON, GRAPHQL)):
        return media_type
    raise Malformed(406, f"Answers come as {GRAPHQL} or {JSON}.")


def _executed(result: ExecutionResult) -> bool:
    """Errors of variables come from the executor, yet before any field: they have no path."""
    unplaced = any(error.path is None for error in result.errors or [])
    return not isinstance(result, PreExecutionError) and not (result.data is None and unplaced)


def _response(answer: Answer, media_type: str) -> Response:
    if not answer.errors:
        return GraphQLResponse(_encoded({"data": answer.data}), media_type=media_type)
    for error in () if answer.executed else answer.errors:
        REFUSED.labels(error["extensions"]["code"]).inc()
    response = GraphQLResponse(_encoded(answer.body()), _status(answer, media_type), media_type=media_type)
    waits = [error["extensions"].get("retryAfter", 0) for error in answer.errors]
    if response.status_code in {429, 503} and max(waits):
        response.headers["Retry-After"] = str(max(waits))
    return response


def _encoded(body: dict[str, Any]) -> bytes:
    try:
        return orjson.dumps(body)
    except TypeError:
        # A person's own JSON may hold a whole number of more than 64 bits, which orjson does not write.
        return json.dumps(body).encode()


def _status(answer: Answer, media_type: str) -> int:
    match answer.sole_code:
        case "RATE_LIMITED":
            return 429
        case "SERVICE_UNAVAILABLE":
            return 503
        case "INTERNAL_SERVER_ERROR" if not answer.executed:
            return 500
    return 400 if not answer.executed and media_type == GRAPHQL else 200


def _language(request: Request) -> str:
    return best_language(accept_language(request))


def _request_id(request: Request) -> str:
    return str(request.scope.get("state", {}).get("request_id", ""))

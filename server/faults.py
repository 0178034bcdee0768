"""Turns the errors of an execution into what a client may see.

A fault of ours is logged with its correlation id and masked. Neither log nor client gets a variable or a source line.
"""

import logging
from collections.abc import Sequence
from typing import Any

from graphql import GraphQLError
from strawberry.exceptions import StrawberryInputCoercionError

from schema.coercion import describe_value_fault, is_coercion_fault
from services.database import is_unreachable
from services.errors import Denied, FieldFault, InvalidInput, ServiceUnavailable
from services.texts import DEFAULT, N_, translate

logger = logging.getLogger("ostiary.errors")

MAX_MESSAGE = 500
_OUR_FAULT = N_("Something went wrong on our side.")

Entry = dict[str, Any]


def entry(message: str, code: str, **extensions: object) -> Entry:
    """One member of a response's `errors`. An extension that is empty is left out."""
    given = {name: value for name, value in extensions.items() if value}
    return {"message": message[:MAX_MESSAGE], "extensions": {"code": code, **given}}


def present(errors: Sequence[GraphQLError], request_id: str, language: str = DEFAULT) -> list[Entry]:
    return [_placed(error, _explained(error, request_id, language)) for error in errors]


def present_denied(denied: Denied, language: str = DEFAULT) -> Entry:
    denied.speak(language)
    fields = _fields(denied.fields)
    said = entry(denied.message, denied.code, reason=denied.reason, retryAfter=denied.retry_after, fields=fields)
    if denied.methods is not None:
        said["extensions"]["methods"] = list(denied.methods)
    return said


def mask(fault: BaseException, request_id: str, place: str = "the request", *, language: str = DEFAULT) -> Entry:
    """Log what went wrong, and tell the client no more than where to find it in the log, or to try again later."""
    if is_unreachable(fault):
        logger.warning("%s needs a part that is away: %s", place, type(fault).__name__)
        return present_denied(ServiceUnavailable(), language)
    # A GraphQLError prints the lines of the document that it is about, and a password may stand there.
    told = isinstance(fault, GraphQLError)
    detail = f": {describe_value_fault(fault.message)}" if isinstance(fault, GraphQLError) else ""
    logger.error("unexpected error in %s%s", place, detail, exc_info=None if told else fault)
    return entry(translate(language, _OUR_FAULT), "INTERNAL_SERVER_ERROR", requestId=request_id)


def _explained(error: GraphQLError, request_id: str, language: str) -> Entry:
    if error.extensions and "code" in error.extensions:
        return entry(error.message, error.extensions["code"])
    if is_coercion_fault(error.message) or isinstance(error, StrawberryInputCoercionError):
        return entry(describe_value_fault(error.message), "BAD_USER_INPUT")
    match cause := _cause(error):
        case Denied():
            return present_denied(cause, language)
        case InvalidInput():
            cause.speak(language)
            return entry(cause.message, "BAD_USER_INPUT", fields=_fields(cause.fields))
    place = ".".join(str(step) for step in error.path or ["the request"])
    return mask(cause, request_id, place, language=language)


def _placed(error: GraphQLError, said: Entry) -> Entry:
    where = {name: value for name, value in error.formatted.items() if name in {"locations", "path"}}
    return {**said, **where}


def _cause(error: GraphQLError) -> Exception:
    cause: Exception = error
    while isinstance(cause, GraphQLError) and cause.original_error is not None:
        cause = cause.original_error
    return cause


def _fields(faults: Sequence[FieldFault]) -> list[Entry]:
    return [{"path": fault.path, "message": fault.message} for fault in faults]

"""What ties together the log lines and spans of one request. Knows nothing of what the request is about."""

import logging
from contextvars import ContextVar

from opentelemetry import trace

_carried: ContextVar[dict[str, str] | None] = ContextVar("correlation", default=None)


def begin(request_id: str) -> None:
    """For the rest of this task: a server runs each request in one of its own."""
    _carried.set({"request_id": request_id})


def note_client(name: str) -> None:
    """The name of the client application, where it has told it."""
    if (carried := _carried.get()) is not None:
        carried["client"] = name


def correlation_of(record: logging.LogRecord) -> dict[str, str]:
    told: dict[str, str] = getattr(record, "correlation", {})
    return told


class Correlation(logging.Filter):
    """Puts `correlation` on each record: request_id, client and trace_id, as far as there are any."""

    def filter(self, record: logging.LogRecord) -> bool:
        context = trace.get_current_span().get_span_context()
        traced = {"trace_id": trace.format_trace_id(context.trace_id)} if context.is_valid else {}
        record.correlation = {**(_carried.get() or {}), **traced}
        return True

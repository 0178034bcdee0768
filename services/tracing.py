"""Spans of OpenTelemetry. Without an exporter, which only server/ sets up, they are nothing.

An attribute holds a name or a count of ours: never an address, a variable, a token or the words of an error.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from opentelemetry import trace
from opentelemetry.trace import Span, SpanKind, Status, StatusCode

from services.errors import OstiaryError

_tracer = trace.get_tracer("ostiary")


@contextmanager
def span(name: str, kind: SpanKind = SpanKind.INTERNAL, **attributes: str) -> Iterator[Span]:
    """Around a piece of work. A fault shows as the name of its class; a refusal is none."""
    with _tracer.start_as_current_span(
        name, kind=kind, attributes=attributes, record_exception=False, set_status_on_exception=False
    ) as drawn:
        try:
            yield drawn
        except Exception as fault:
            if not isinstance(fault, OstiaryError):
                drawn.set_status(Status(StatusCode.ERROR, type(fault).__name__))
            raise


@contextmanager
def asking(service: str) -> Iterator[Span]:
    """Around a request to somebody else's server."""
    with span(f"ask {service}", SpanKind.CLIENT, **{"peer.service": service}) as drawn:
        yield drawn

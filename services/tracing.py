"""Spans of OpenTelemetry. Without an exporter, which only server/ sets up, they are nothing.

An attribute holds a name or a count of ours: never an address, a variable, a token or the words of an error.
"""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext

from opentelemetry import trace
from opentelemetry.trace import INVALID_SPAN, Span, SpanKind, Status, StatusCode

from services.errors import OstiaryError

__all__ = ["INVALID_SPAN", "Span", "SpanKind", "asking", "is_traced", "send_to", "span"]

_tracer = trace.get_tracer("ostiary")
_providers: list[trace.TracerProvider] = []


def send_to(provider: trace.TracerProvider) -> None:
    """From now on, until the process ends, as OpenTelemetry has it."""
    trace.set_tracer_provider(provider)
    _providers.append(provider)


def is_traced() -> bool:
    """Whether anybody exports what is drawn. Asked by every request: OpenTelemetry itself looks into the environment
    each time.
    """
    return bool(_providers)


def span(name: str, kind: SpanKind = SpanKind.INTERNAL, **attributes: str) -> AbstractContextManager[Span]:
    """Around a piece of work. A fault shows as the name of its class; a refusal is none."""
    if not is_traced():
        # Nobody exports. Even OpenTelemetry's own nothing would take ten times as long.
        return nullcontext(INVALID_SPAN)
    return _drawn(name, kind, attributes)


@contextmanager
def _drawn(name: str, kind: SpanKind, attributes: Mapping[str, str]) -> Iterator[Span]:
    with _tracer.start_as_current_span(
        name, kind=kind, attributes=attributes, record_exception=False, set_status_on_exception=False
    ) as drawn:
        try:
            yield drawn
        except Exception as fault:
            if not isinstance(fault, OstiaryError):
                drawn.set_status(Status(StatusCode.ERROR, type(fault).__name__))
            raise


def asking(service: str) -> AbstractContextManager[Span]:
    """Around a request to somebody else's server."""
    return span(f"ask {service}", SpanKind.CLIENT, **{"peer.service": service})

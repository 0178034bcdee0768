"""The only module that needs the packages of `ostiary[tracing]`. Imported where traces are wanted, and not before."""

import os

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

from services.tracing import send_to

_NAME = "OTEL_SERVICE_NAME"


def start() -> TracerProvider:
    """Everything else is told by OpenTelemetry's own variables: headers, sampling, batches, attributes."""
    resource = Resource.create({} if os.environ.get(_NAME) else {"service.name": "ostiary"})
    provider = TracerProvider(resource=resource)
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    send_to(provider)
    return provider

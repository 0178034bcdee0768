"""A collector of spans, as OpenTelemetry's exporter finds one: OTLP by HTTP, in protobuf."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

WAITING_SECONDS = 20


class Collector:
    """Listens until `stop`."""

    def __init__(self) -> None:
        self.spans: list[Any] = []
        self.resources: list[dict[str, str]] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def wait_for(self, name: str, *, trace_id: str | None = None) -> Any:
        """The newest span of that name, once there is one."""
        deadline = time.monotonic() + WAITING_SECONDS
        while True:
            for span in reversed(self.spans):
                if span.name == name and trace_id in (None, span.trace_id.hex()):
                    return span
            assert time.monotonic() < deadline, f"no span {name!r} among {sorted({span.name for span in self.spans})}"
            time.sleep(0.05)

    def trace(self, trace_id: str) -> dict[str, Any]:
        """The spans of one trace, by name."""
        return {span.name: span for span in self.spans if span.trace_id.hex() == trace_id}

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        collector = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                sent = ExportTraceServiceRequest.FromString(body)
                for resource in sent.resource_spans:
                    collector.resources.append(attributes_of(resource.resource))
                    collector.spans += [span for scope in resource.scope_spans for span in scope.spans]
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_told: object) -> None:
                """Nothing."""

        return Handler


def attributes_of(holder: Any) -> dict[str, str]:
    return {pair.key: pair.value.string_value or str(pair.value.int_value) for pair in holder.attributes}

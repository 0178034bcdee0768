"""Somebody's application behind a proxy: it knows nothing of signing in, and says whom the proxy let in."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


class Application(BaseHTTPRequestHandler):
    """Answers with the path and the person."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(f"{self.path} for {self.headers['Ostiary-User']}".encode())

    def log_message(self, *_args: object) -> None:
        pass


@pytest.fixture
def application() -> Iterator[int]:
    """Its port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Application)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()

"""Local servers that speak the SMS providers' documented HTTP APIs, and keep what they accept."""

import base64
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from services.delivery.message import Transport
from services.delivery.sms.messagebird import MessageBird
from services.delivery.sms.twilio import Twilio
from services.delivery.sms.vonage import Vonage

ACCOUNT, SECRET, SENDER = "AC0123456789", "s3cret-of-the-account", "Doorway"
BARRED = "+4915100000000"
TIMEOUT = 5.0


@dataclass(frozen=True)
class Request:
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def form(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(self.body.decode(), strict_parsing=True).items()}

    @property
    def json(self) -> Any:
        return json.loads(self.body)


Answer = tuple[int, Any]


@dataclass
class Provider:
    """`answers` tells what to answer by the documentation; `fault` takes its place: an answer, or bytes as they are."""

    name: str
    answers: Callable[[Request], Answer]
    transport: Callable[..., Transport]
    accepted: list[Request] = field(default_factory=list)
    requests: int = 0
    fault: tuple[int, bytes] | None = None
    hangs: threading.Event | None = None


def _twilio(request: Request) -> Answer:
    """https://www.twilio.com/docs/messaging/api/message-resource"""
    known = base64.b64encode(f"{ACCOUNT}:{SECRET}".encode()).decode()
    if request.headers.get("authorization") != f"Basic {known}":
        return 401, {"code": 20003, "message": "Authenticate", "status": 401}
    if request.path != f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json":
        return 404, {"code": 20404, "message": "The requested resource was not found", "status": 404}
    if request.form["To"] == BARRED:
        return 400, {"code": 21211, "message": f"The 'To' number {BARRED} is not a valid phone number.", "status": 400}
    if {"From", "Body"} - request.form.keys():
        return 400, {"code": 21603, "message": "A 'From' phone number is required.", "status": 400}
    return 201, {"sid": "SM1", "status": "queued", "error_code": None}


def _messagebird(request: Request) -> Answer:
    """https://developers.messagebird.com/api/sms-messaging/"""
    if request.headers.get("authorization") != f"AccessKey {SECRET}":
        return 401, {"errors": [{"code": 2, "description": "Request not allowed", "parameter": "access_key"}]}
    if request.path != "/messages":
        return 404, {"errors": [{"code": 20, "description": "message not found", "parameter": None}]}
    sent = request.json
    if f"+{sent['recipients'][0]}" == BARRED:
        return 422, {"errors": [{"code": 9, "description": "no (correct) recipients found", "parameter": "recipients"}]}
    return 201, {"id": "e8077d803532c0b5937c639b60216938", "recipients": {"totalCount": 1, "totalSentCount": 1}}


def _vonage(request: Request) -> Answer:
    """https://developer.vonage.com/en/api/sms"""
    form = request.form
    if (form.get("api_key"), form.get("api_secret")) != (ACCOUNT, SECRET):
        return 200, {"message-count": "1", "messages": [{"status": "4", "error-text": "Bad Credentials"}]}
    if request.path != "/sms/json":
        return 404, {}
    if f"+{form['to']}" == BARRED:
        return 200, {"message-count": "1", "messages": [{"status": "7", "error-text": f"Number barred {BARRED}"}]}
    return 200, {"message-count": "1", "messages": [{"to": form["to"], "message-id": "0A", "status": "0"}]}


def twilio() -> Provider:
    return Provider("Twilio", _twilio, lambda secret, **how: Twilio(ACCOUNT, secret, SENDER, **how))


def messagebird() -> Provider:
    return Provider("MessageBird", _messagebird, lambda secret, **how: MessageBird(secret, SENDER, **how))


def vonage() -> Provider:
    return Provider("Vonage", _vonage, lambda secret, **how: Vonage(ACCOUNT, secret, SENDER, **how))


@contextmanager
def serving(provider: Provider, *, secret: str = SECRET, timeout: float = TIMEOUT) -> Iterator[Transport]:
    """The transport, pointed at a server that speaks for the provider."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            provider.requests += 1
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            request = Request(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
            if provider.hangs is not None:
                provider.hangs.wait(TIMEOUT * 4)
                return
            status, answer = provider.fault or _encoded(provider.answers(request))
            if provider.fault is None and status < 300:
                provider.accepted.append(request)
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Location", "/elsewhere")
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Nothing: the tests look at what was received."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield provider.transport(secret, base_url=f"http://127.0.0.1:{server.server_port}", timeout=timeout)
    finally:
        if provider.hangs is not None:
            provider.hangs.set()
        server.shutdown()
        thread.join()
        server.server_close()


def _encoded(answer: Answer) -> tuple[int, bytes]:
    status, body = answer
    return status, json.dumps(body).encode()

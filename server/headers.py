"""What every answer carries: a correlation id, and the headers that keep browsers from mischief."""

import re
from random import getrandbits

from starlette.datastructures import URL
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server import correlation
from server.faults import mask

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    # A page that shows something loosens this for itself.
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
}
_HSTS = "max-age=63072000; includeSubDomains"


class HeadersMiddleware:
    """`X-Request-ID` is the caller's, where it sends a plain one, else ours. Refuses to upgrade to a WebSocket."""

    def __init__(self, app: ASGIApp, *, is_https: bool) -> None:
        self._app = app
        always = {**_ALWAYS, **({"Strict-Transport-Security": _HSTS} if is_https else {})}
        self._headers = [(name.lower().encode(), value.encode()) for name, value in always.items()]
        self._names = {name for name, _ in self._headers}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        asked: dict[bytes, bytes] = dict(reversed(scope["headers"]))
        given = asked.get(b"x-request-id", b"").decode("latin-1")
        # No secret: it need only differ, and asking the kernel for it would be a call for each request.
        request_id = given if given and _REQUEST_ID.fullmatch(given) else f"{getrandbits(128):032x}"
        scope.setdefault("state", {})["request_id"] = request_id
        correlation.begin(request_id)

        has_begun = False

        async def send_with_headers(message: Message) -> None:
            nonlocal has_begun
            if message["type"] == "http.response.start":
                has_begun = True
                own = message.setdefault("headers", [])
                named = {name.lower() for name, _ in own}
                # A page that loosens something has a value of its own.
                ours = self._headers if named.isdisjoint(self._names) else self._unnamed(named)
                message["headers"] = [*own, *ours, (b"x-request-id", request_id.encode())]
            await send(message)

        if asked.get(b"upgrade", b"").lower() == b"websocket":
            refusal = PlainTextResponse("There is no subscription, so there is no WebSocket.", 400)
            await refusal(scope, receive, send_with_headers)
            return
        try:
            await self._app(scope, receive, send_with_headers)
        except ClientDisconnect:
            return
        except Exception as fault:
            told = mask(fault, request_id, URL(scope=scope).path)
            if not has_begun:
                status = 503 if told["extensions"]["code"] == "SERVICE_UNAVAILABLE" else 500
                await PlainTextResponse(told["message"], status)(scope, receive, send_with_headers)

    def _unnamed(self, named: set[bytes]) -> list[tuple[bytes, bytes]]:
        return [header for header in self._headers if header[0] not in named]

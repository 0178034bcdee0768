"""A GraphQL client as thin as a reader can follow: send an operation, look at the answer."""

from collections.abc import Sequence
from contextlib import ExitStack, closing
from http.client import HTTPConnection
from typing import Any

import httpx

from tests.support.documents import document_for

TIMEOUT_SECONDS = 60
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


class Answer:
    """What came back for one request: the HTTP side, and GraphQL's `data` and `errors`."""

    def __init__(self, response: httpx.Response) -> None:
        body = response.json()
        self.status = response.status_code
        self.headers = response.headers
        self.cookies = response.cookies
        self.data: Any = body.get("data")
        self.errors: list[dict[str, Any]] = body.get("errors", [])
        self.text = response.text

    @property
    def code(self) -> str | None:
        """`extensions.code` of the first error."""
        return self._extension("code")

    @property
    def reason(self) -> str | None:
        return self._extension("reason")

    @property
    def retry_after(self) -> int | None:
        return self._extension("retryAfter")

    def _extension(self, name: str) -> Any:
        return self.errors[0].get("extensions", {}).get(name) if self.errors else None

    def __repr__(self) -> str:
        return f"Answer({self.status}, {self.text})"


class Api:
    """Speaks to one server as one person, or as nobody. Each has a cookie jar of its own."""

    def __init__(self, url: str, *, token: str | None = None, headers: dict[str, str] | None = None) -> None:
        self.url = url
        self.token = token
        self._headers = headers or {}
        sent = {**self._headers, "Authorization": f"Bearer {token}"} if token else self._headers
        self.http = httpx.Client(base_url=url, headers=sent, timeout=TIMEOUT_SECONDS, trust_env=False, verify=False)

    def request(self, operation: str, /, **variables: object) -> httpx.Request:
        """A document to send; or, for a root field's name, the document that asks for all its plain fields."""
        document = document_for(operation) if operation.isidentifier() else operation
        return self.http.build_request("POST", "/graphql", json={"query": document, "variables": variables})

    def execute(self, operation: str, /, **variables: object) -> Answer:
        return Answer(self.http.send(self.request(operation, **variables)))

    def run(self, operation: str, /, **variables: object) -> Any:
        """Like `execute`, where no error is expected. Answers `data`; where a field was named, that field's value."""
        answer = self.execute(operation, **variables)
        assert not answer.errors, answer
        return answer.data[operation] if operation.isidentifier() else answer.data

    def as_(self, token: str) -> "Api":
        """The same server, with this access token or API key."""
        return Api(self.url, token=token, headers=self._headers)

    def with_headers(self, **headers: str) -> "Api":
        """The same person with more headers; an underscore stands for a dash."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return Api(self.url, token=self.token, headers={**self._headers, **named})

    def signed_in(self, email: str, password: str) -> "Api":
        session = self.run("signIn", input={"email": email, "password": password})
        assert session["__typename"] == "SignedIn", session
        return self.as_(session["accessToken"])

    def execute_together(self, count: int, operation: str, /, **variables: object) -> list[Answer]:
        """The same request `count` times at once, for races."""
        return together([self.request(operation, **variables)] * count)


def together(requests: Sequence[httpx.Request]) -> list[Answer]:
    """Sends requests that really meet: the server waits for the body of every one before the first body is sent."""
    with ExitStack() as stack:
        waiting = [stack.enter_context(closing(_begun(request))) for request in requests]
        for connection in waiting:
            assert connection.sock.recv(len(CONTINUE)) == CONTINUE
        for connection, request in zip(waiting, requests, strict=True):
            connection.send(request.content)
        return [_answer_to(request, connection) for connection, request in zip(waiting, requests, strict=True)]


def _begun(request: httpx.Request) -> HTTPConnection:
    """A connection of its own, on which all but the body is sent."""
    connection = HTTPConnection(request.url.host, request.url.port, timeout=TIMEOUT_SECONDS)
    connection.putrequest(request.method, request.url.path, skip_host=True, skip_accept_encoding=True)
    for name, value in {**request.headers, "Expect": "100-continue"}.items():
        connection.putheader(name, value)
    connection.endheaders()
    return connection


def _answer_to(request: httpx.Request, connection: HTTPConnection) -> Answer:
    response = connection.getresponse()
    return Answer(
        httpx.Response(response.status, headers=response.getheaders(), content=response.read(), request=request)
    )

"""One request for a page: asks the schema as its visitor, and shows what came of it. Decides nothing itself."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from strawberry import Schema

from resolvers.context import Context
from server.asked import HTML, preferred
from server.faults import mask
from server.graphql import execute
from server.pages import documents, faults
from server.pages.forms import BadForm, Forms
from server.pages.rendering import Renderer
from server.requests import Requests, accept_language
from services.redirects import with_parameter
from services.texts import best_language, translate

TEXT = "text/plain"


class Unanswered(Exception):
    """The schema denied what a page asked for, or failed."""

    def __init__(self, code: str, retry_after: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.retry_after = retry_after


@dataclass
class Visit:
    """`form` holds the fields of a POST, whose proof was good."""

    request: Request
    context: Context
    schema: Schema
    renderer: Renderer
    forms: Forms
    form: dict[str, str] = field(default_factory=dict)
    # Of this browser, made where a form asks for it first.
    form_key: str | None = None

    @property
    def request_id(self) -> str:
        return str(getattr(self.request.state, "request_id", ""))

    def query(self, name: str) -> str:
        return self.request.query_params.get(name, "")

    def given(self, name: str) -> str:
        """A field of the form."""
        return self.form.get(name, "")

    async def ask(self, document: str, **variables: object) -> Any:
        """The value of the document's only root field."""
        answer = await execute(self.schema, self.context, document, variables, request_id=self.request_id)
        if answer.errors:
            extensions = answer.errors[0]["extensions"]
            raise Unanswered(extensions["code"], extensions.get("retryAfter", 0))
        return next(iter((answer.data or {}).values()))

    async def person(self) -> dict[str, Any] | None:
        """Who is signed in, by a refresh where only that cookie still lives."""
        if self.context.viewer is None and self.context.refresh_cookie and self.request.method != "HEAD":
            await self.ask(documents.REFRESH)
        return await self.ask(documents.ME) if self.context.viewer else None

    def show(self, template: str, status: int = 200, *, frames: bool = False, **values: Any) -> Response:
        told = {"proof": self._proof, **values}
        return self.renderer.page(template, told, status, language=self.context.language, frames=frames)

    def say(self, sentence: str, **values: object) -> str:
        """Plain text in the reader's language: a sentence that stands in the call, or one marked with N_ elsewhere."""
        return translate(self.context.language, sentence, values)

    def go(self, path: str) -> Response:
        """To another page of ours."""
        return RedirectResponse(path, 303, {"Cache-Control": "no-store"})

    def leave(self, url: str, grant: str | None) -> Response:
        """To an application's page. Browsers hold a redirect after a POST, and each further one of the application's,
        against `form-action`; a page that moves on by itself is bound by no such list.
        """
        return self.show("leaving.html", url=with_parameter(url, "grant", grant) if grant else url)

    def _proof(self, path: str) -> str:
        self.form_key = self.form_key or self.forms.key_of(self.request) or self.forms.new_key()
        return self.forms.proof(self.form_key, path)


def _language(request: Request) -> str:
    return best_language(accept_language(request))


Handler = Callable[[Visit], Awaitable[Response]]


class Door:
    """Makes routes of handlers: builds the visit, reads the form, turns failures into pages, sends cookies."""

    def __init__(self, schema: Schema, requests: Requests, renderer: Renderer, forms: Forms) -> None:
        self._schema = schema
        self._requests = requests
        self._renderer = renderer
        self._forms = forms

    def route(self, path: str, show: Handler | None = None, act: Handler | None = None) -> Route:
        """`show` answers GET and HEAD, `act` answers POST."""
        handlers = {method: handler for method, handler in (("GET", show), ("POST", act)) if handler}

        async def endpoint(request: Request) -> Response:
            return await self._respond(request, handlers[request.method.replace("HEAD", "GET")])

        return Route(path, endpoint, methods=list(handlers))

    async def refuse(self, request: Request, fault: Exception) -> Response:
        """For what no route answers: a page for a browser, else a line."""
        assert isinstance(fault, HTTPException)
        if preferred(request, (TEXT, HTML)) != HTML:
            return PlainTextResponse(fault.detail, fault.status_code, fault.headers)
        page = faults.page(self._renderer, fault.status_code, language=_language(request))
        page.headers.update(fault.headers or {})
        return page

    async def _respond(self, request: Request, handler: Handler) -> Response:
        visit: Visit | None = None
        request_id = str(getattr(request.state, "request_id", ""))
        language = _language(request)
        try:
            visit = await self._visit(request)
            response = await handler(visit)
        except BadForm as fault:
            response = faults.page(self._renderer, fault.status, language=language)
        except Unanswered as fault:
            status = faults.status_of(fault.code)
            response = faults.page(
                self._renderer, status, language=language, retry_after=fault.retry_after, request_id=request_id
            )
        except ClientDisconnect:
            raise
        except Exception as fault:
            mask(fault, request_id, request.url.path)
            response = faults.page(self._renderer, 500, language=language, request_id=request_id)
        return self._with_cookies(response, visit)

    async def _visit(self, request: Request) -> Visit:
        form = await self._forms.read(request) if request.method == "POST" else {}
        context = await self._requests.context_of_visitor(request)
        return Visit(request, context, self._schema, self._renderer, self._forms, form)

    def _with_cookies(self, response: Response, visit: Visit | None) -> Response:
        if visit is None:
            return response
        for name, value in self._requests.headers_of(visit.context):
            response.headers.append(name, value)
        if visit.form_key is not None and visit.form_key != self._forms.key_of(visit.request):
            response.headers.append("Set-Cookie", self._forms.set_cookie(visit.form_key))
        return response

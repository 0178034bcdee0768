"""Makes routes of handlers: builds the visit, reads the form, turns failures into pages, sends cookies."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Match, Route
from strawberry import Schema

from server.asked import HTML, preferred
from server.cookies import Cookies
from server.faults import mask
from server.pages import faults
from server.pages.forms import BadForm, Forms
from server.pages.rendering import Renderer
from server.pages.targets import HOME
from server.pages.visits import Handler, Unanswered, Visit
from server.requests import Requests, accept_language
from services.texts import best_language

TEXT = "text/plain"


@dataclass(frozen=True)
class _Page:
    route: Route
    show: Handler | None
    act: Handler | None

    def params_of(self, path: str) -> dict[str, Any] | None:
        match, found = self.route.matches({"type": "http", "path": path, "method": "POST"})
        return found["path_params"] if match is not Match.NONE else None


class Door:
    """`reauthenticate` answers in place of a handler whose visitor must first prove again who they are."""

    def __init__(self, schema: Schema, requests: Requests, renderer: Renderer, forms: Forms, cookies: Cookies) -> None:
        self._schema = schema
        self._requests = requests
        self.renderer = renderer
        self._forms = forms
        self._cookies = cookies
        self._pages: list[_Page] = []
        self.reauthenticate: Callable[[Visit, list[str]], Awaitable[Response]] | None = None

    def route(
        self, path: str, show: Handler | None = None, act: Handler | None = None, *, for_people: bool = False
    ) -> Route:
        """`show` answers GET and HEAD, `act` answers POST. `for_people`: a stranger signs in first and comes back."""
        handlers = {method: handler for method, handler in (("GET", show), ("POST", act)) if handler}

        async def endpoint(request: Request) -> Response:
            handler = handlers[request.method.replace("HEAD", "GET")]
            return await self._respond(request, handler, for_people=for_people)

        route = Route(path, endpoint, methods=list(handlers))
        self._pages.append(_Page(route, show, act))
        return route

    def page_of(self, path: str) -> str:
        """Where the form that goes to `path` stands: the nearest address above it that shows something."""
        while path:
            if any(page.show and page.params_of(path) is not None for page in self._pages):
                return path
            path = path.rpartition("/")[0]
        return HOME

    async def act(self, visit: Visit, path: str, form: dict[str, str]) -> Response:
        """What the form would have done, had it gone to `path` now."""
        for page in self._pages:
            params = page.params_of(path)
            if page.act and params is not None:
                return await page.act(replace(visit, path=path, params=params, form=form))
        raise Unanswered({"code": "NOT_FOUND"})

    async def refuse(self, request: Request, fault: Exception) -> Response:
        """For what no route answers: a page for a browser, else a line."""
        assert isinstance(fault, HTTPException)
        if preferred(request, (TEXT, HTML)) != HTML:
            return PlainTextResponse(fault.detail, fault.status_code, fault.headers)
        page = faults.page(self.renderer, fault.status_code, language=_language(request))
        page.headers.update(fault.headers or {})
        return page

    async def _respond(self, request: Request, handler: Handler, *, for_people: bool) -> Response:
        visit: Visit | None = None
        request_id = str(getattr(request.state, "request_id", ""))

        def fault_page(status: int, **told: Any) -> Response:
            back = self.page_of(request.url.path)
            return faults.page(
                self.renderer, status, language=_language(request), request_id=request_id, back=back, **told
            )

        try:
            visit = await self._visit(request)
            response = await self._answer(visit, handler, for_people=for_people)
        except BadForm as fault:
            response = fault_page(fault.status)
        except Unanswered as fault:
            response = fault_page(faults.status_of(fault.code), reason=fault.reason, retry_after=fault.retry_after)
        except ClientDisconnect:
            raise
        except Exception as fault:
            told = mask(fault, request_id, request.url.path)["extensions"]
            response = fault_page(faults.status_of(told["code"]), retry_after=told.get("retryAfter", 0))
        return self._with_cookies(response, visit)

    async def _answer(self, visit: Visit, handler: Handler, *, for_people: bool) -> Response:
        if for_people and not await visit.is_signed_in():
            return self._to_sign_in(visit)
        try:
            return await handler(visit)
        except Unanswered as fault:
            if fault.code == "UNAUTHENTICATED":
                return self._to_sign_in(visit)
            if fault.code == "REAUTHENTICATION_REQUIRED" and self.reauthenticate:
                return await self.reauthenticate(visit, fault.methods)
            if fault.reason == "MFA_ENROLLMENT_REQUIRED":
                return visit.go("/auth/enroll")
            raise

    def _to_sign_in(self, visit: Visit) -> Response:
        """They come back to the page that they asked for, or whose form they sent."""
        path = self.page_of(visit.path)
        if path == visit.path and visit.request.method != "POST" and visit.request.url.query:
            path = f"{path}?{visit.request.url.query}"
        return visit.go("/auth/login" if path == HOME else f"/auth/login?next={quote(path, safe='')}")

    async def _visit(self, request: Request) -> Visit:
        form = await self._forms.read(request) if request.method == "POST" else {}
        return Visit(
            request,
            await self._requests.context_of_visitor(request),
            self._schema,
            self.renderer,
            self._forms,
            self._cookies,
            path=request.url.path,
            params=request.path_params,
            form=form,
        )

    def _with_cookies(self, response: Response, visit: Visit | None) -> Response:
        if visit is None:
            return response
        for name, value in self._requests.headers_of(visit.context):
            response.headers.append(name, value)
        for value in visit.new_cookies.values():
            response.headers.append("Set-Cookie", value)
        if visit.form_key is not None and visit.form_key != self._forms.key_of(visit.request):
            response.headers.append("Set-Cookie", self._forms.set_cookie(visit.form_key))
        return response


def _language(request: Request) -> str:
    return best_language(accept_language(request))

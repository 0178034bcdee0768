"""One request for a page: asks the schema as its visitor, and shows what came of it. Decides nothing itself."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from strawberry import Schema

from resolvers.context import Context
from server.cookies import Cookies
from server.graphql import execute
from server.pages import documents
from server.pages.forms import Forms
from server.pages.rendering import Renderer
from server.pages.wording import NOTICES, faults_in, sentence_for
from services.redirects import with_parameter
from services.texts import translate

# Never shown again in a form that comes back.
_SECRETS = {"password", "currentPassword", "newPassword", "recoveryCode", "credential"}


class Unanswered(Exception):
    """The schema denied what a page asked for, or failed."""

    def __init__(self, extensions: Mapping[str, Any]) -> None:
        super().__init__(extensions["code"])
        self.code: str = extensions["code"]
        self.reason: str = extensions.get("reason", "")
        # Seconds.
        self.retry_after: int = extensions.get("retryAfter", 0)
        # By which the visitor may prove again who they are.
        self.methods: list[str] = extensions.get("methods", [])


@dataclass
class Visit:
    """`path` and `params` are of the address that is answered: a form that was kept for a while has its own.

    `form` holds the fields of a POST, whose proof was good.
    """

    request: Request
    context: Context
    schema: Schema
    renderer: Renderer
    forms: Forms
    cookies: Cookies
    path: str
    params: dict[str, Any]
    form: dict[str, str] = field(default_factory=dict)
    # Of this browser, made where a form asks for it first.
    form_key: str | None = None
    # Set-Cookie by kind.
    new_cookies: dict[str, str] = field(default_factory=dict)

    @property
    def request_id(self) -> str:
        return str(getattr(self.request.state, "request_id", ""))

    def query(self, name: str) -> str:
        return self.request.query_params.get(name, "")

    def given(self, name: str) -> str:
        """A field of the form, without the blanks around it that people copy along."""
        text = self.form.get(name, "")
        return text if name in _SECRETS else text.strip()

    def code(self) -> str:
        """People copy codes with blanks in them."""
        return "".join(self.given("code").split())

    @property
    def typed(self) -> dict[str, str]:
        """What a form shows again, passwords aside; at first the address that a link brought along."""
        if self.form:
            return {name: value for name, value in self.form.items() if name not in _SECRETS}
        return {"email": self.query("email")}

    async def ask(self, document: str, **variables: object) -> Any:
        """The value of the document's only root field."""
        answer = await execute(
            self.schema,
            self.context,
            document,
            variables,
            request_id=self.request_id,
            languages=self.context.language,
        )
        if answer.errors:
            extensions = answer.errors[0]["extensions"]
            raise Unanswered(extensions)
        return next(iter((answer.data or {}).values()))

    async def is_signed_in(self) -> bool:
        """By a refresh where only that cookie still lives."""
        if self.context.viewer is None and self.context.refresh_cookie and self.request.method != "HEAD":
            await self.ask(documents.REFRESH)
        return self.context.viewer is not None

    async def person(self) -> dict[str, Any] | None:
        """Who is signed in."""
        return await self.ask(documents.ME) if await self.is_signed_in() else None

    def show(self, template: str, status: int = 200, *, frames: bool = False, **values: Any) -> Response:
        usual = {
            "proof": self.proof,
            "path": self.path,
            "typed": self.typed,
            "faults": {},
            "problem": "",
            "notice": self.say(NOTICES.get(self.query("done"), "")),
        }
        return self.renderer.page(template, {**usual, **values}, status, language=self.context.language, frames=frames)

    def show_again(self, template: str, problem: dict[str, Any], **values: Any) -> Response:
        """A form with what was typed and what is wrong with it."""
        faults = faults_in(problem, self.form, self.say)
        return self.show(template, 422, faults=faults, problem=sentence_for(problem), **values)

    def say(self, sentence: str, **values: object) -> str:
        """Plain text in the reader's language: a sentence that stands in the call, or one marked with N_ elsewhere."""
        return translate(self.context.language, sentence, values) if sentence else ""

    def go(self, path: str, *, done: str = "") -> Response:
        """To another page of ours, which says what was done: a name in NOTICES."""
        url = with_parameter(path, "done", done) if done else path
        return RedirectResponse(url, 303, {"Cache-Control": "no-store"})

    def leave(self, url: str, grant: str | None = None) -> Response:
        """To an application's page. Browsers hold a redirect after a POST, and each further one of the application's,
        against `form-action`; a page that moves on by itself is bound by no such list.
        """
        return self.show("leaving.html", url=with_parameter(url, "grant", grant) if grant else url)

    def cookie(self, kind: str) -> str:
        return self.cookies.read(self.request, kind) or ""

    def set_cookie(self, kind: str, value: str, seconds: int) -> None:
        self.new_cookies[kind] = self.cookies.written(kind, value, seconds)

    def proof(self, path: str) -> str:
        self.form_key = self.form_key or self.forms.key_of(self.request) or self.forms.new_key()
        return self.forms.proof(self.form_key, path)


Handler = Callable[[Visit], Awaitable[Response]]

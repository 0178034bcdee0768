"""The addresses that a browser passes on its way through a provider: binds, carries and redirects, decides nothing."""

import re
import secrets
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from resolvers import providers
from server.pages import documents
from server.pages.doors import Door
from server.pages.visits import Visit
from server.pages.wording import sentence_for
from services.errors import InvalidToken
from services.oauth.base import Answer

_COOKIE = "provider"
_SECRET = re.compile(r"[\w-]{43}", re.ASCII)
_LARGEST_FORM = 64 * 1024
_MOST_FIELDS = 20
# What Apple's form says of the outcome. The name beside it stays out of addresses and logs.
_KEPT = ("state", "code", "error", "iss")
_NOT_KEPT = {"Cache-Control": "no-store"}


def routes(door: Door) -> list[Route]:
    return [
        door.route("/auth/provider/{name}", start),
        door.route("/auth/provider/{name}/callback", finish),
        Route("/auth/provider/{name}/callback", relay, methods=["POST"]),
    ]


async def start(visit: Visit) -> Response:
    """`?flow=` as the API gave it, or for plain links `?redirect_url=` (and `&code_challenge=`)."""
    if visit.request.method == "HEAD":
        # A scanner looks at a link; the person comes later.
        return Response(headers=_NOT_KEPT)
    name, token = visit.request.path_params["name"], visit.query("flow")
    if not token and visit.query("redirect_url"):
        return await _begin(visit, name)
    browser = _secret_of(visit) or secrets.token_urlsafe(32)
    try:
        url = await providers.depart(visit.context, name, token, browser)
    except InvalidToken:
        return _gone(visit)
    visit.set_cookie(_COOKIE, browser, int(providers.FLOW_TTL.total_seconds()))
    return _redirect(url)


async def _begin(visit: Visit, name: str) -> Response:
    wish = {
        "provider": name,
        "redirectUrl": visit.query("redirect_url"),
        "codeChallenge": visit.query("code_challenge") or None,
    }
    outcome = await visit.ask(documents.SIGN_IN_WITH_PROVIDER, input=wish)
    if outcome["__typename"] == "ProviderRedirect":
        return _redirect(outcome["authorizationUrl"])
    return visit.show("provider_refused.html", 400, problem=sentence_for(outcome) or outcome["message"])


async def finish(visit: Visit) -> Response:
    if visit.request.method == "HEAD":
        return Response(headers=_NOT_KEPT)
    answer = Answer(
        state=visit.query("state"), code=visit.query("code"), error=visit.query("error"), issuer=visit.query("iss")
    )
    try:
        url = await providers.arrive(visit.context, visit.request.path_params["name"], answer, _secret_of(visit) or "")
    except InvalidToken:
        return _gone(visit)
    return _redirect(url)


async def relay(request: Request) -> Response:
    """Apple answers by a form from its own site, to which our Lax cookies do not travel: by GET they do."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST_FORM:
            return PlainTextResponse("This form is too large.", 413, _NOT_KEPT)
    try:
        fields = dict(parse_qsl(body.decode("ascii"), errors="strict", max_num_fields=_MOST_FIELDS))
    except ValueError:
        return PlainTextResponse("This is no form.", 400, _NOT_KEPT)
    kept = urlencode({name: fields[name] for name in _KEPT if name in fields})
    return _redirect(f"{request.url.path}?{kept}")


def _redirect(url: str) -> Response:
    return RedirectResponse(url, 303, _NOT_KEPT)


def _gone(visit: Visit) -> Response:
    return visit.show("provider_gone.html", 410)


def _secret_of(visit: Visit) -> str | None:
    """What ties a flow to this browser. Kept from flow to flow, so that two tabs do not break each other's."""
    secret = visit.cookie(_COOKIE)
    return secret if _SECRET.fullmatch(secret) else None

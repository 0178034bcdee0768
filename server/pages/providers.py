"""Signing in through a provider on our own pages, and the providers that an account is linked with.

The flow is the API's own. It ends at a page of ours with a grant that is bound to this browser (PKCE), so that a link
from somebody else signs nobody in.
"""

import re
import secrets
from typing import Any

from starlette.responses import RedirectResponse, Response

from resolvers.redirects import PAGE_FOR_GRANTS, PAGE_FOR_LINKS
from server.pages import documents
from server.pages.sessions import arrived, has_arrived
from server.pages.targets import remember
from server.pages.visits import Visit
from server.pages.wording import FLOW_ERRORS
from services.pkce import challenge_of

_COOKIE = "verifier"
_VERIFIER = re.compile(r"[\w-]{43}", re.ASCII)
_KEPT_FOR = 600


async def start(visit: Visit) -> Response:
    """From a link, since browsers hold the redirects after a form against its page's policy."""
    if visit.request.method == "HEAD":
        # A scanner looks at a link; the person comes later.
        return Response(headers={"Cache-Control": "no-store"})
    await remember(visit)
    kept = visit.cookie(_COOKIE)
    verifier = kept if _VERIFIER.fullmatch(kept) else secrets.token_urlsafe(32)
    visit.set_cookie(_COOKIE, verifier, _KEPT_FOR)
    wish = {
        "provider": visit.params["name"],
        "redirectUrl": _own(visit, PAGE_FOR_GRANTS),
        "codeChallenge": challenge_of(verifier),
    }
    outcome = await visit.ask(documents.SIGN_IN_WITH_PROVIDER, input=wish)
    if outcome["__typename"] != "ProviderRedirect":
        return visit.show("provider_refused.html", 400, problem=outcome["message"])
    return RedirectResponse(outcome["authorizationUrl"], 303, {"Cache-Control": "no-store"})


async def land(visit: Visit) -> Response:
    """Where the flow ends: with a grant, or with an error that says why not."""
    if visit.request.method == "HEAD":
        return Response(headers={"Cache-Control": "no-store"})
    if error := visit.query("error"):
        return visit.show("ended.html", problem=_said_of(visit, error))
    wish = {"grant": visit.query("grant"), "codeVerifier": visit.cookie(_COOKIE) or None}
    outcome = await visit.ask(documents.REDEEM_GRANT, input=wish)
    if not has_arrived(outcome):
        is_old = outcome["__typename"] == "InvalidToken"
        problem = _said_of(visit, "link_expired") if is_old else outcome["message"]
        return visit.show("ended.html", 410, problem=problem)
    visit.set_cookie(_COOKIE, "", 0)
    return await arrived(visit, outcome)


async def show_links(visit: Visit) -> Response:
    if visit.query("linked"):
        return visit.go("/auth/account/providers", done="linked")
    problem = _said_of(visit, visit.query("error")) if visit.query("error") else ""
    return visit.show("account_providers.html", **await _links(visit), problem=problem)


async def link(visit: Visit) -> Response:
    wish = {"provider": visit.given("provider"), "redirectUrl": _own(visit, PAGE_FOR_LINKS)}
    outcome = await visit.ask(documents.LINK_PROVIDER, input=wish)
    if outcome["__typename"] == "ProviderRedirect":
        return visit.leave(outcome["authorizationUrl"])
    return visit.show_again("account_providers.html", outcome, **await _links(visit))


async def unlink(visit: Visit) -> Response:
    outcome = await visit.ask(documents.UNLINK_PROVIDER, provider=visit.given("provider"))
    if outcome["__typename"] == "User":
        return visit.go("/auth/account/providers", done="unlinked")
    return visit.show_again("account_providers.html", outcome, **await _links(visit))


async def _links(visit: Visit) -> dict[str, Any]:
    config = await visit.ask(documents.AUTH_CONFIG)
    person = await visit.ask(documents.IDENTITIES)
    names = {provider["name"]: provider["displayName"] for provider in config["providers"]}
    return {"identities": person["identities"], "names": names}


def _said_of(visit: Visit, error: str) -> str:
    return visit.say(FLOW_ERRORS.get(error, FLOW_ERRORS["link_expired"]))


def _own(visit: Visit, path: str) -> str:
    return f"{visit.context.services.policy.public_url}{path}"

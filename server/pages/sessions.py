"""Signing in and out on our own pages, by cookies; and who is signed in, for a proxy to ask."""

import re
from typing import Any

from starlette.responses import JSONResponse, Response

from schema.guards import require_enrolled
from server.pages import documents
from server.pages.faults import status_of
from server.pages.visits import Unanswered, Visit
from server.pages.wording import SECOND_FACTOR
from services.errors import Forbidden

_HOME = "/auth/account"
# Only pages of ours, so that a link to the sign-in page never ends on another site.
_NEXT = re.compile(r"/auth/(account|invite\?token=[\w-]{1,200})", re.ASCII)
_UNASKED = {"Cache-Control": "no-store"}


async def show_sign_in(visit: Visit) -> Response:
    if await visit.person():
        return visit.go(_next(visit.query("next")))
    return _sign_in_page(visit, next=visit.query("next"))


async def sign_in(visit: Visit) -> Response:
    email, target = visit.given("email"), visit.given("next")
    outcome = await visit.ask(documents.SIGN_IN, input={"email": email.strip(), "password": visit.given("password")})
    if outcome["__typename"] == "SignedIn":
        return visit.go(_next(target))
    is_unverified = outcome["__typename"] == "EmailNotVerified"
    problem = outcome.get("message", SECOND_FACTOR)
    return _sign_in_page(visit, 422, email=email, next=target, problem=problem, is_unverified=is_unverified)


def _next(asked: str) -> str:
    return asked if _NEXT.fullmatch(asked) else _HOME


def _sign_in_page(visit: Visit, status: int = 200, **values: Any) -> Response:
    return visit.show("login.html", status, **{"email": "", "problem": "", "is_unverified": False, **values})


async def show_account(visit: Visit) -> Response:
    person = await visit.person()
    return visit.show("account.html", person=person) if person else visit.go("/auth/login")


async def sign_out(visit: Visit) -> Response:
    await visit.ask(documents.SIGN_OUT)
    return visit.go("/auth/login")


async def me(visit: Visit) -> Response:
    """200 with the person, or 401. Never refreshes: a proxy's question would lose the new cookies."""
    try:
        person = await visit.ask(documents.ME)
        # `me` is open to who must enrol a second factor first; what stands behind the proxy is not.
        require_enrolled(visit.context)
    except Forbidden as fault:
        return JSONResponse({"code": fault.code, "reason": fault.reason}, 403, _UNASKED)
    except Unanswered as fault:
        status = 401 if fault.code == "UNAUTHENTICATED" else status_of(fault.code)
        headers = {**_UNASKED, **({"WWW-Authenticate": "Bearer"} if status == 401 else {})}
        return JSONResponse({"code": fault.code}, status, headers)
    return JSONResponse(person, headers=_UNASKED)

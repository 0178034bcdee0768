"""Signing in and out on our own pages, by cookies; who is signed in, for a proxy to ask; and on which devices."""

from typing import Any

from starlette.responses import JSONResponse, Response

from schema.guards import require_enrolled
from server.pages import documents, second_factors, targets
from server.pages.faults import status_of
from server.pages.visits import Unanswered, Visit
from services.errors import Forbidden

_UNASKED = {"Cache-Control": "no-store"}
_BY_FORM = ("PASSWORD", "MAGIC_LINK")


async def show_sign_in(visit: Visit) -> Response:
    """`?again=1` signs in somebody who is signed in: the proof of who has neither password nor second factor."""
    if await visit.is_signed_in() and not visit.query("again"):
        return await targets.go_on(visit)
    await targets.remember(visit)
    return visit.show("login.html", **await ways_in(visit))


async def sign_in(visit: Visit) -> Response:
    outcome = await visit.ask(
        documents.SIGN_IN, input={"email": visit.given("email"), "password": visit.given("password")}
    )
    if has_arrived(outcome):
        return await arrived(visit, outcome)
    is_unverified = outcome["__typename"] == "EmailNotVerified"
    return visit.show_again("login.html", outcome, **await ways_in(visit) | {"is_unverified": is_unverified})


def has_arrived(outcome: dict[str, Any]) -> bool:
    return outcome["__typename"] in ("SignedIn", "MfaRequired")


async def arrived(visit: Visit, outcome: dict[str, Any]) -> Response:
    """Where a sign-in leads, by whatever door."""
    if outcome["__typename"] == "MfaRequired":
        return second_factors.ask(visit, outcome)
    return visit.go("/auth/enroll") if outcome["mfaEnrollmentRequired"] else await targets.go_on(visit)


async def ways_in(visit: Visit) -> dict[str, Any]:
    """For login.html: the first method with a form of its own, and the others."""
    config = await visit.ask(documents.AUTH_CONFIG)
    methods = config["methods"]
    may_sign_up = config["signUpEnabled"] and not {"PASSWORD", "PHONE_PASSWORD"}.isdisjoint(methods)
    return {
        "first": next((method for method in _BY_FORM if method in methods), ""),
        "methods": methods,
        "providers": config["providers"],
        "may_sign_up": "/auth/signup" if may_sign_up else "",
        "is_unverified": False,
    }


async def start_over(visit: Visit) -> Response:
    """For the address of a later step, which nobody can begin with."""
    return visit.go("/auth/login")


async def sign_out(visit: Visit) -> Response:
    await visit.ask(documents.SIGN_OUT)
    return visit.go("/auth/login", done="signed_out")


async def me(visit: Visit) -> Response:
    """200 with the person, and their id in a header for a proxy to hand on; or 401.

    Never refreshes: a proxy's question would lose the new cookies.
    """
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
    return JSONResponse(person, headers={**_UNASKED, "Ostiary-User": person["id"]})


async def show_sessions(visit: Visit) -> Response:
    return visit.show("account_sessions.html", sessions=await visit.ask(documents.SESSIONS))


async def revoke(visit: Visit) -> Response:
    outcome = await visit.ask(documents.REVOKE_SESSION, id=visit.given("id"))
    # One that is gone has ended, too.
    return visit.go("/auth/account/sessions", done="session_ended" if outcome["__typename"] == "SignedOut" else "")


async def sign_out_everywhere(visit: Visit) -> Response:
    keeps_this = visit.given("scope") == "others"
    await visit.ask(documents.SIGN_OUT_EVERYWHERE, keepCurrent=keeps_this)
    if keeps_this:
        return visit.go("/auth/account/sessions", done="others_ended")
    return visit.go("/auth/login", done="signed_out")

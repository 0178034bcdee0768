"""The landing page of an invitation: what it is, and a button each to accept and to decline."""

from datetime import datetime
from typing import Any

from starlette.responses import Response

from server.pages import documents
from server.pages.visits import Visit
from services.delivery.wording import moment


async def show(visit: Visit) -> Response:
    return await _page(visit, visit.query("token"))


async def answer(visit: Visit) -> Response:
    token = visit.given("token")
    if visit.given("answer") == "decline":
        return await _decline(visit, token)
    if await visit.person() is None:
        return await _page(visit, token)
    outcome = await visit.ask(documents.ACCEPT_INVITE, input={"token": token})
    match outcome["__typename"]:
        case "OrgMember":
            return visit.show("invite_answered.html", org_name=outcome["org"]["name"], role=outcome["role"].lower())
        case "InvalidToken":
            return _gone(visit)
    return await _page(visit, token, 422, problem=outcome["message"])


async def _decline(visit: Visit, token: str) -> Response:
    outcome = await visit.ask(documents.DECLINE_INVITE, input={"token": token})
    if outcome["__typename"] != "InviteDeclined":
        return _gone(visit)
    return visit.show("invite_answered.html", org_name=outcome["orgName"], role=None)


async def _page(visit: Visit, token: str, status: int = 200, problem: str = "") -> Response:
    preview: dict[str, Any] | None = await visit.ask(documents.INVITE_PREVIEW, token=token) if token else None
    if preview is None:
        return _gone(visit)
    person = await visit.person()
    until = moment(datetime.fromisoformat(preview["expiresAt"]), visit.context.language)
    return visit.show("invite.html", status, token=token, invite=preview, until=until, person=person, problem=problem)


def _gone(visit: Visit) -> Response:
    return visit.show("invite_gone.html", 410)

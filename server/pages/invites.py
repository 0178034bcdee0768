"""The landing page of an invitation: what it is, and a button each to accept and to decline."""

from typing import Any

from starlette.responses import Response

from server.pages import org_documents
from server.pages.visits import Visit


async def show(visit: Visit) -> Response:
    return await _page(visit, visit.query("token"))


async def answer(visit: Visit) -> Response:
    token = visit.given("token")
    if visit.given("answer") == "decline":
        return await _decline(visit, token)
    if not await visit.is_signed_in():
        return await _page(visit, token)
    outcome = await visit.ask(org_documents.ACCEPT_INVITE, input={"token": token})
    match outcome["__typename"]:
        case "OrgMember":
            org = outcome["org"]
            return visit.show("invite_answered.html", org_name=org["name"], org_id=org["id"], role=outcome["role"])
        case "InvalidToken":
            return _gone(visit)
    return await _page(visit, token, 422, problem=outcome["message"])


async def _decline(visit: Visit, token: str) -> Response:
    outcome = await visit.ask(org_documents.DECLINE_INVITE, input={"token": token})
    if outcome["__typename"] != "InviteDeclined":
        return _gone(visit)
    return visit.show("invite_answered.html", org_name=outcome["orgName"], role=None)


async def _page(visit: Visit, token: str, status: int = 200, **values: Any) -> Response:
    preview: dict[str, Any] | None = await visit.ask(org_documents.INVITE_PREVIEW, token=token) if token else None
    if preview is None:
        return _gone(visit)
    return visit.show("invite.html", status, token=token, invite=preview, person=await visit.person(), **values)


def _gone(visit: Visit) -> Response:
    return visit.show("invite_gone.html", 410)

"""The members of an organisation and those who are invited: list, promote, hand over, remove, leave, invite."""

from typing import Any

from starlette.responses import Response

from server.pages import org_documents
from server.pages.orgs import org_id_of, org_of
from server.pages.visits import Visit

_ON_A_PAGE = 25


async def show(visit: Visit) -> Response:
    return visit.show("org.html", **await _members(visit))


async def _members(visit: Visit) -> dict[str, Any]:
    search = visit.query("search").strip()
    page = await visit.ask(
        org_documents.ORG_MEMBERS,
        orgId=org_id_of(visit),
        first=_ON_A_PAGE,
        after=visit.query("after") or None,
        search=search or None,
    )
    return {"org": await org_of(visit), "person": await visit.person(), "page": page, "search": search}


async def change_role(visit: Visit) -> Response:
    return await _act(visit, org_documents.UPDATE_MEMBER_ROLE, "role_changed", role=visit.given("role"))


async def remove(visit: Visit) -> Response:
    return await _act(visit, org_documents.REMOVE_MEMBER, "member_removed")


async def transfer(visit: Visit) -> Response:
    return await _act(visit, org_documents.TRANSFER_OWNERSHIP, "transferred")


async def _act(visit: Visit, document: str, done: str, **more: str) -> Response:
    wish = {"orgId": org_id_of(visit), "userId": visit.given("userId"), **more}
    outcome = await visit.ask(document, input=wish)
    if outcome["__typename"] in ("OrgMember", "MemberRemoved"):
        return visit.go(f"/auth/orgs/{org_id_of(visit)}", done=done)
    return visit.show_again("org.html", outcome, **await _members(visit))


async def leave(visit: Visit) -> Response:
    outcome = await visit.ask(org_documents.LEAVE_ORG, orgId=org_id_of(visit))
    if outcome["__typename"] == "MemberRemoved":
        return visit.go("/auth/orgs", done="left")
    return visit.show_again("org.html", outcome, **await _members(visit))


async def show_invites(visit: Visit) -> Response:
    return visit.show("org_invites.html", **await _invites(visit))


async def _invites(visit: Visit, link: str = "") -> dict[str, Any]:
    page = await visit.ask(
        org_documents.ORG_INVITES, orgId=org_id_of(visit), first=_ON_A_PAGE, after=visit.query("after") or None
    )
    return {"org": await org_of(visit), "page": page, "link": link, "joined": False}


async def invite(visit: Visit) -> Response:
    """The link is shown this once, for sending it another way."""
    wish = {"orgId": org_id_of(visit), "email": visit.given("email"), "role": visit.given("role")}
    outcome = await visit.ask(org_documents.INVITE, input=wish)
    if outcome["__typename"] != "InviteSent":
        return visit.show_again("org_invites.html", outcome, **await _invites(visit))
    values = await _invites(visit, outcome["link"] or "") | {"joined": outcome["link"] is None}
    return visit.show("org_invites.html", typed={}, **values)


async def resend_invite(visit: Visit) -> Response:
    return await _act_on_invite(visit, org_documents.RESEND_INVITE, "invite_sent")


async def revoke_invite(visit: Visit) -> Response:
    return await _act_on_invite(visit, org_documents.REVOKE_INVITE, "invite_revoked")


async def _act_on_invite(visit: Visit, document: str, done: str) -> Response:
    outcome = await visit.ask(document, input={"orgId": org_id_of(visit), "inviteId": visit.given("inviteId")})
    if outcome["__typename"] in ("InviteSent", "Invite"):
        return visit.go(f"/auth/orgs/{org_id_of(visit)}/invites", done=done)
    return visit.show_again("org_invites.html", outcome, **await _invites(visit))

"""Organisations: those of the person, found one, change it, hand it over, delete it."""

from typing import Any

from starlette.responses import Response

from server.pages import org_documents
from server.pages.visits import Unanswered, Visit


async def show_all(visit: Visit) -> Response:
    return visit.show("orgs.html", **await _all(visit))


async def _all(visit: Visit) -> dict[str, Any]:
    try:
        invites = await visit.ask(org_documents.MY_INVITES)
    except Unanswered as fault:
        if fault.reason != "NOT_VERIFIED":
            raise
        invites = []
    return {"person": await visit.person(), "invites": invites}


async def accept_invite(visit: Visit) -> Response:
    outcome = await visit.ask(org_documents.ACCEPT_INVITE, input={"inviteId": visit.given("inviteId")})
    if outcome["__typename"] == "OrgMember":
        return visit.go(f"/auth/orgs/{outcome['org']['id']}", done="joined")
    return visit.show_again("orgs.html", outcome, **await _all(visit))


async def decline_invite(visit: Visit) -> Response:
    outcome = await visit.ask(org_documents.DECLINE_INVITE, input={"inviteId": visit.given("inviteId")})
    if outcome["__typename"] == "InviteDeclined":
        return visit.go("/auth/orgs", done="declined")
    return visit.show_again("orgs.html", outcome, **await _all(visit))


async def show_new(visit: Visit) -> Response:
    return visit.show("org_new.html")


async def create(visit: Visit) -> Response:
    wish = {
        "name": visit.given("name"),
        "slug": visit.given("slug") or None,
        "description": visit.given("description") or None,
    }
    outcome = await visit.ask(org_documents.CREATE_ORG, input=wish)
    if outcome["__typename"] == "Org":
        return visit.go(f"/auth/orgs/{outcome['id']}/invites", done="org_created")
    return visit.show_again("org_new.html", outcome)


async def org_of(visit: Visit) -> dict[str, Any]:
    """The organisation in the address; to an outsider there is none."""
    org: dict[str, Any] = await visit.ask(org_documents.ORG, orgId=org_id_of(visit))
    return org


def org_id_of(visit: Visit) -> str:
    return str(visit.params["org_id"])


async def show_settings(visit: Visit) -> Response:
    return visit.show("org_settings.html", **await _settings(visit))


async def _settings(visit: Visit) -> dict[str, Any]:
    """With the first hundred members, one of whom may become the owner."""
    page = await visit.ask(org_documents.ORG_MEMBERS, orgId=org_id_of(visit), first=100)
    return {"org": await org_of(visit), "person": await visit.person(), "members": page["nodes"]}


async def update(visit: Visit) -> Response:
    wish = {
        "orgId": org_id_of(visit),
        "name": visit.given("name"),
        "slug": visit.given("slug"),
        "description": visit.given("description") or None,
    }
    outcome = await visit.ask(org_documents.UPDATE_ORG, input=wish)
    if outcome["__typename"] == "Org":
        return visit.go(f"/auth/orgs/{org_id_of(visit)}/settings", done="saved")
    return visit.show_again("org_settings.html", outcome, **await _settings(visit))


async def delete(visit: Visit) -> Response:
    await visit.ask(org_documents.DELETE_ORG, orgId=org_id_of(visit))
    return visit.go("/auth/orgs", done="org_deleted")

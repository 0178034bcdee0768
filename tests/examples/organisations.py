"""Shows organisations, members and invitations."""

from urllib.parse import parse_qs, urlsplit

from tests.examples.people import NOBODY
from tests.examples.stage import APP, Stage
from tests.support.people import Person

OWNER = "by Joan, owner of the organisation"
MEMBER = "by Katherine, member of the organisation"
FRESH_OWNER = "by Joan, owner of the organisation, who signed in a moment ago"


def show(stage: Stage) -> None:
    joan, katherine = stage.new_person("Joan"), stage.new_person("Katherine")
    org_id = organisations(stage, joan)
    members(stage, org_id, joan, katherine)
    invitations(stage, org_id, joan)
    ends(stage, org_id, joan, katherine)


def organisations(stage: Stage, joan: Person) -> str:
    ask = stage.ask
    by = "by Joan, signed in, with a verified address"
    org_id: str = ask("createOrg", joan.api, by=by, input={"name": "Gatekeepers"})["id"]
    ask("updateOrg", joan.api, by=OWNER, input={"orgId": org_id, "description": "They keep the gate."})
    ask("org", joan.api, by=OWNER, orgId=org_id)
    ask("orgBySlug", joan.api, by=OWNER, slug="gatekeepers")
    ask("switchOrg", joan.api, by=OWNER, orgId=org_id)
    return org_id


def members(stage: Stage, org_id: str, joan: Person, katherine: Person) -> None:
    ask, more = stage.ask, [stage.new_person(name).user_id for name in ("Lise", "Mary")]
    member = {"orgId": org_id, "userId": katherine.user_id}
    ask("addMember", joan.api, by=OWNER, input=member)
    ask("addMembers", joan.api, by=OWNER, input={"orgId": org_id, "userIds": [*more, katherine.user_id]})
    ask("updateMemberRole", joan.api, by=OWNER, input={"orgId": org_id, "userId": more[0], "role": "ADMIN"})
    ask("removeMember", joan.api, by=OWNER, input={"orgId": org_id, "userId": more[1]})
    ask("orgMembers", katherine.api, by=MEMBER, orgId=org_id, first=2)


def invitations(stage: Stage, org_id: str, joan: Person) -> None:
    ask, nobody, nina = stage.ask, stage.nobody, stage.new_person("Nina")
    wish = {"orgId": org_id, "email": "olga@example.com", "redirectUrl": f"{APP}/join"}
    sent = ask("invite", joan.api, by=OWNER, input=wish)
    by_id = {"orgId": org_id, "inviteId": sent["invite"]["id"]}
    sent = ask("resendInvite", joan.api, by=OWNER, input=by_id)
    ask("invitePreview", nobody, by=NOBODY, token=token_of(sent["link"]))
    ask("orgInvites", joan.api, by=OWNER, orgId=org_id, status="PENDING")
    ask("revokeInvite", joan.api, by=OWNER, input=by_id)
    sent = joan.api.run("invite", input={**wish, "email": "paula@example.com"})
    ask("declineInvite", nobody, by=NOBODY, input={"token": token_of(sent["link"])})
    sent = joan.api.run("invite", input={**wish, "email": nina.email})
    ask("myInvites", nina.api, by="by Nina, signed in, with the verified address that was invited")
    ask("acceptInvite", nina.api, by="by Nina, signed in", input={"inviteId": sent["invite"]["id"]})


def ends(stage: Stage, org_id: str, joan: Person, katherine: Person) -> None:
    ask = stage.ask
    ask("leaveOrg", katherine.api, by=MEMBER, orgId=org_id)
    joan.api.run("addMember", input={"orgId": org_id, "userId": katherine.user_id})
    ask("orgAuditEvents", joan.api, by=OWNER, orgId=org_id, first=2)
    wish = {"orgId": org_id, "userId": katherine.user_id}
    ask("transferOwnership", joan.api, by=FRESH_OWNER, input=wish)
    katherine = stage.sign_in(katherine.email)
    by = "by Katherine, owner of the organisation by now, who signed in a moment ago"
    ask("deleteOrg", katherine.api, by=by, orgId=org_id)


def token_of(link: str) -> str:
    (token,) = parse_qs(urlsplit(link).query)["token"]
    return token

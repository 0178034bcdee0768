"""Each change of an organisation is told once: who did it, from where, to what, and how it is now."""

import json

import pytest

from tests.invites.invitations import invite, token_of
from tests.orgs.teams import found, of
from tests.support.people import new_email, sign_up_verified

TOLD = """SELECT * FROM audit_events JOIN audit_personal ON event_id = id
    WHERE org_id = ? OR target_id = ? ORDER BY id"""


@pytest.fixture
def told(database, team):
    """What a change told: its type and detail; by the person named, of the target named."""
    before = len(database.rows(TOLD, team.id, team.id))

    def of_change(actor, kind, target_id=None):
        nonlocal before
        (row,) = database.rows(TOLD, team.id, team.id)[before:]
        before += 1
        assert (row["actor_id"], row["actor_email"]) == (actor.user_id, actor.email)
        assert (row["ip_address"], row["user_agent"][:13]) == ("127.0.0.1", "python-httpx/")
        assert (row["org_id"], row["target_type"]) == (team.id, kind)
        assert target_id in (None, row["target_id"])
        detail = row["detail"]
        return row["type"].removeprefix("auth."), detail if isinstance(detail, dict) else json.loads(detail)

    return of_change


def test_members(crowd, team, told, database):
    person = crowd.outsider
    crowd.owner.api.run("addMember", input=of(team, person, role="ADMIN"))
    added = {"user_ids": [person.user_id], "role": "ADMIN"}
    assert told(crowd.owner, "org", team.id) == ("member_added", added)
    (member,) = database.rows("SELECT id FROM memberships WHERE org_id = ? AND user_id = ?", team.id, person.user_id)
    crowd.admin.api.run("updateMemberRole", input=of(team, person, role="MEMBER"))
    changed = {"user_id": person.user_id, "before": "ADMIN", "role": "MEMBER"}
    assert told(crowd.admin, "membership", member["id"]) == ("member_role_updated", changed)
    crowd.admin.api.run("removeMember", input=of(team, person))
    gone = {"user_id": person.user_id, "role": "MEMBER"}
    assert told(crowd.admin, "membership", member["id"]) == ("member_removed", gone)
    crowd.owner.api.run("addMembers", input={"orgId": team.id, "userIds": [person.user_id]})
    assert told(crowd.owner, "org", team.id) == ("members_bulk_added", {**added, "role": "MEMBER"})
    person.api.run("leaveOrg", orgId=team.id)
    assert told(person, "membership") == ("member_removed", gone)


def test_the_organisation(crowd, team, told):
    crowd.owner.api.run("updateOrg", input={"orgId": team.id, "name": "Audited", "description": "Indeed"})
    assert told(crowd.owner, "org", team.id) == ("org_updated", {"fields": ["description", "name"]})
    crowd.owner.api.run("transferOwnership", input=of(team, crowd.member))
    assert told(crowd.owner, "org", team.id) == ("org_ownership_transferred", {"user_id": crowd.member.user_id})
    crowd.member.api.run("deleteOrg", orgId=team.id)
    assert told(crowd.member, "org", team.id) == ("org_deleted", {})


def test_the_founding(crowd, database):
    org = found(crowd.owner)
    (row,) = database.rows(TOLD, org["id"], org["id"])
    assert (row["type"], row["actor_id"], row["actor_email"]) == (
        "auth.org_created",
        crowd.owner.user_id,
        crowd.owner.email,
    )
    assert (row["org_id"], row["target_type"], row["target_id"]) == (org["id"], "org", org["id"])
    assert row["ip_address"] == "127.0.0.1"


def test_invitations(server, crowd, team, told):
    email = new_email()
    sent = invite(crowd.admin, team, email, sendEmail=False)
    assert told(crowd.admin, "invite", sent["invite"]["id"]) == ("invite_created", {"role": "MEMBER"})
    crowd.outsider.api.run("declineInvite", input={"token": token_of(sent)})
    assert told(crowd.outsider, "invite", sent["invite"]["id"]) == ("invite_declined", {"role": "MEMBER"})
    sent = invite(crowd.owner, team, email, role="ADMIN", sendEmail=False)
    assert told(crowd.owner, "invite", sent["invite"]["id"]) == ("invite_created", {"role": "ADMIN"})
    person = sign_up_verified(server.api, email=email)
    accepted = {"role": "ADMIN", "user_id": person.user_id}
    assert told(person, "invite", sent["invite"]["id"]) == ("invite_accepted", accepted)

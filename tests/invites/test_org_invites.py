"""orgInvites, myInvites and invitePreview: who sees which invitations."""

import pytest

from tests.accounts.wire import PAST
from tests.invites.invitations import crowd_and_team, invite, token_of
from tests.support.people import new_email


@pytest.fixture
def four(crowd, team, api, database):
    """One of each status, in this order: pending, revoked, declined, expired."""
    sent = {name: invite(crowd.owner, team, new_email(name), sendEmail=False) for name in ("p", "r", "d", "e")}
    crowd.owner.api.run("revokeInvite", input={"orgId": team.id, "inviteId": sent["r"]["invite"]["id"]})
    api.run("declineInvite", input={"token": token_of(sent["d"])})
    database.execute("UPDATE invites SET expires_at = ? WHERE id = ?", PAST, sent["e"]["invite"]["id"])
    return [each["invite"]["id"] for each in sent.values()]


def test_newest_first_in_pages(crowd, team, four):
    first = crowd.admin.api.run("orgInvites", orgId=team.id, first=3)
    rest = crowd.admin.api.run("orgInvites", orgId=team.id, first=3, after=first["pageInfo"]["endCursor"])
    assert [node["id"] for node in first["nodes"] + rest["nodes"]] == four[::-1]
    assert (first["totalCount"], first["pageInfo"]["hasNextPage"], rest["pageInfo"]["hasNextPage"]) == (4, True, False)


@pytest.mark.parametrize(("status", "place"), [("PENDING", 0), ("REVOKED", 1), ("DECLINED", 2), ("EXPIRED", 3)])
def test_by_status(crowd, team, four, status, place):
    found = crowd.admin.api.run("orgInvites", orgId=team.id, status=status)
    assert [(node["id"], node["status"]) for node in found["nodes"]] == [(four[place], status)]
    assert found["totalCount"] == 1


def test_an_expired_one_gives_way_to_a_new_one(crowd, team, database, four):
    old = crowd.admin.api.run("orgInvites", orgId=team.id, status="EXPIRED")["nodes"][0]
    invite(crowd.owner, team, old["email"], sendEmail=False)
    assert crowd.admin.api.run("orgInvites", orgId=team.id, status="EXPIRED")["nodes"][0]["id"] == old["id"]
    assert crowd.admin.api.run("orgInvites", orgId=team.id, status="REVOKED")["totalCount"] == 1


@pytest.mark.parametrize(
    ("who", "code"), [("member", "FORBIDDEN"), ("outsider", "NOT_FOUND"), ("moderator", "FORBIDDEN")]
)
def test_who_is_denied(crowd, team, who, code):
    assert getattr(crowd, who).api.execute("orgInvites", orgId=team.id).code == code


@pytest.mark.parametrize(("argument", "value"), [("first", 0), ("first", 10**6), ("after", "x")])
def test_arguments_that_will_not_do(crowd, team, argument, value):
    answer = crowd.owner.api.execute("orgInvites", orgId=team.id, **{argument: value})
    assert (answer.code, answer.errors[0]["extensions"]["fields"][0]["path"]) == ("BAD_USER_INPUT", argument)


def test_my_invites_are_those_to_my_address(make_server):
    server = make_server(INVITE_EXISTING="ask")
    crowd, team = crowd_and_team(server)
    invite(crowd.owner, team, new_email())
    sent = invite(crowd.admin, team, crowd.moderator.email)
    (mine,) = [waiting for waiting in crowd.moderator.api.run("myInvites") if waiting["org"]["id"] == team.id]
    assert (mine["id"], mine["org"]["slug"]) == (sent["invite"]["id"], team.slug)
    assert mine["org"]["memberCount"] == 3
    assert team.id not in {waiting["org"]["id"] for waiting in crowd.owner.api.run("myInvites")}


def test_a_preview_tells_who_invites_whom_to_what(api, crowd, team):
    email = new_email()
    sent = invite(crowd.admin, team, email, role="ADMIN", sendEmail=False)
    preview = api.run("invitePreview", token=token_of(sent))
    assert (preview["invitedBy"], preview["email"], preview["role"]) == ("Adam Admin", email, "ADMIN")
    assert preview["orgName"] == crowd.owner.api.run("org", orgId=team.id)["name"]


@pytest.mark.parametrize("token", ["", "x", "\x00", "x" * 10_000])
def test_a_preview_of_nothing(api, token):
    assert api.run("invitePreview", token=token) is None

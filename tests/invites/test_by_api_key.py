"""Invitations that a server sends by its secret API key: good as long as the key was not revoked."""

import pytest

from tests.invites.invitations import invite, token_of
from tests.support.people import new_email, sign_up_verified


@pytest.fixture
def key(crowd, api):
    """A secret key: who speaks by it, and the key's id."""
    created = crowd.site_admin.api.run("createApiKey", input={"name": "backend"})
    assert created["__typename"] == "ApiKeyCreated", created
    return api.as_(created["key"]), created["apiKey"]["id"]


def test_a_newcomer_joins(crowd, team, key, api):
    email = new_email()
    sent = key[0].run("invite", input={"orgId": team.id, "email": email, "role": "OWNER", "sendEmail": False})
    assert (sent["invite"]["status"], sent["invite"]["invitedBy"]) == ("PENDING", None)
    assert api.run("invitePreview", token=token_of(sent))["invitedBy"] is None
    assert team.role_of(sign_up_verified(api, email=email)) == "OWNER"


def test_not_after_the_key_was_revoked(crowd, team, key, api):
    email = new_email()
    sent = key[0].run("invite", input={"orgId": team.id, "email": email, "sendEmail": False})
    crowd.site_admin.api.run("revokeApiKey", id=key[1])
    assert api.run("invitePreview", token=token_of(sent)) is None
    assert team.role_of(sign_up_verified(api, email=email)) is None


def test_an_inviter_who_deleted_their_account_is_no_api_key(crowd, team, newcomer, api):
    inviter, email = newcomer(), new_email()
    crowd.owner.api.run("addMember", input={"orgId": team.id, "userId": inviter.user_id, "role": "ADMIN"})
    sent = invite(inviter, team, email, sendEmail=False)
    assert inviter.api.run("deleteAccount")["__typename"] == "AccountDeleted"
    assert api.run("invitePreview", token=token_of(sent)) is None


def test_a_key_manages_members_too(crowd, team, key):
    member = {"orgId": team.id, "userId": crowd.member.user_id}
    assert key[0].run("updateMemberRole", input={**member, "role": "OWNER"})["role"] == "OWNER"
    assert key[0].run("transferOwnership", input={**member, "userId": crowd.admin.user_id})["role"] == "OWNER"
    assert (team.role_of(crowd.owner), team.role_of(crowd.member)) == ("ADMIN", "ADMIN")
    assert key[0].execute("leaveOrg", orgId=team.id).code in {"NOT_FOUND", "UNAUTHENTICATED"}
    assert key[0].execute("createOrg", input={"name": "No founder"}).code == "UNAUTHENTICATED"

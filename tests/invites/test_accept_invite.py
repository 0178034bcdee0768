"""acceptInvite: the right person, a living invitation, an inviter who still may."""

import pytest

from tests.accounts.wire import PAST
from tests.invites.invitations import crowd_and_team, invite, status_of, token_of
from tests.orgs.teams import NOWHERE, add, make_team, of
from tests.support.api import Api
from tests.support.people import PASSWORD, Person, new_email, person_of, sign_in, sign_up, sign_up_verified, verify


@pytest.fixture
def asking(make_server):
    """A server on which people with an account are asked, and a team there."""
    return make_server(INVITE_EXISTING="ask")


def test_by_the_token(asking):
    crowd, team = crowd_and_team(asking)
    sent = invite(crowd.admin, team, crowd.outsider.email, role="ADMIN")
    joined = crowd.outsider.api.run("acceptInvite", input={"token": token_of(sent)})
    assert (joined["__typename"], joined["role"], joined["org"]["viewerRole"]) == ("OrgMember", "ADMIN", "ADMIN")
    assert status_of(crowd.owner, team, sent) == "ACCEPTED"
    assert asking.database.count("audit_events", "org_id = ? AND type = ?", team.id, "auth.invite_accepted") == 1


def test_by_the_id_of_ones_own(asking):
    crowd, team = crowd_and_team(asking)
    sent = invite(crowd.admin, team, crowd.outsider.email)
    assert crowd.outsider.api.run("acceptInvite", input={"inviteId": sent["invite"]["id"]})["role"] == "MEMBER"


def test_once(asking):
    crowd, team = crowd_and_team(asking)
    sent = invite(crowd.admin, team, crowd.outsider.email)
    for outcome in ("OrgMember", "InvalidToken"):
        assert crowd.outsider.api.run("acceptInvite", input={"token": token_of(sent)})["__typename"] == outcome


def test_another_address_is_not_enough(crowd, team, database):
    sent = invite(crowd.admin, team, new_email())
    with database.unchanged():
        by_token = crowd.outsider.api.run("acceptInvite", input={"token": token_of(sent)})
        by_id = crowd.outsider.api.run("acceptInvite", input={"inviteId": sent["invite"]["id"]})
    assert by_token["__typename"] == "InviteNotYours"
    # As unknown as one that is not there.
    assert by_id["__typename"] == "InvalidToken"


def test_an_unverified_address_is_not_enough(make_server):
    server = make_server(REQUIRE_VERIFICATION="false")
    inviter, invited = (_sign_up_unverified(server.api) for _ in range(2))
    org = inviter.api.run("createOrg", input={"name": "Trusting"})
    sent = inviter.api.run("invite", input={"orgId": org["id"], "email": invited.email})
    with server.database.unchanged():
        refused = invited.api.run("acceptInvite", input={"token": token_of(sent)})
    assert refused["__typename"] == "EmailNotVerified"


def _sign_up_unverified(api: Api) -> Person:
    email = new_email()
    return person_of(api, api.run("signUp", input={"email": email, "password": PASSWORD}), email)


def test_under_token_any_holder_joins(make_server):
    server = make_server(INVITE_ACCEPTANCE="token")
    crowd, team = crowd_and_team(server)
    sent = invite(crowd.owner, team, new_email())
    by_id = crowd.outsider.api.run("acceptInvite", input={"inviteId": sent["invite"]["id"]})
    assert by_id["__typename"] == "InvalidToken"
    assert crowd.outsider.api.run("acceptInvite", input={"token": token_of(sent)})["__typename"] == "OrgMember"


@pytest.mark.parametrize("proof", [{"token": ""}, {"token": "x"}, {"token": "\x00"}, {"token": "x" * 10_000}])
def test_an_unknown_token(crowd, database, proof):
    with database.unchanged():
        assert crowd.outsider.api.run("acceptInvite", input=proof)["__typename"] == "InvalidToken"


@pytest.mark.parametrize("invite_id", [NOWHERE, "", "\x00"])
def test_an_unknown_id(crowd, database, invite_id):
    with database.unchanged():
        refused = crowd.outsider.api.run("acceptInvite", input={"inviteId": invite_id})
    assert refused["__typename"] == "InvalidToken"


def test_exactly_one_proof(crowd):
    answer = crowd.outsider.api.execute("acceptInvite", input={"token": "x", "inviteId": NOWHERE})
    assert answer.code == "BAD_USER_INPUT"


def test_an_expired_one(asking):
    crowd, team = crowd_and_team(asking)
    sent = invite(crowd.admin, team, crowd.outsider.email)
    expire(asking.database, sent)
    refused = crowd.outsider.api.run("acceptInvite", input={"token": token_of(sent)})
    assert (refused["__typename"], team.role_of(crowd.outsider)) == ("InvalidToken", None)
    assert team.id not in {waiting["org"]["id"] for waiting in crowd.outsider.api.run("myInvites")}


def expire(database, sent):
    database.execute("UPDATE invites SET expires_at = ? WHERE id = ?", PAST, sent["invite"]["id"])


@pytest.mark.parametrize("how", ["removed", "demoted", "deactivated", "rank lost"])
def test_an_inviter_who_lost_the_right(asking, how):
    crowd, team = crowd_and_team(asking)
    inviter = sign_up_verified(asking.api)
    add(crowd.owner, team, inviter, role="OWNER")
    sent = invite(inviter, team, crowd.outsider.email, role="OWNER" if how == "rank lost" else "MEMBER")
    if how == "removed":
        crowd.owner.api.run("removeMember", input=of(team, inviter))
    elif how == "deactivated":
        asking.database.execute("UPDATE users SET is_active = ? WHERE id = ?", False, inviter.user_id)
    else:
        role = "ADMIN" if how == "rank lost" else "MEMBER"
        crowd.owner.api.run("updateMemberRole", input=of(team, inviter, role=role))
    assert team.id not in {waiting["org"]["id"] for waiting in crowd.outsider.api.run("myInvites")}
    assert asking.api.run("invitePreview", token=token_of(sent)) is None
    refused = crowd.outsider.api.run("acceptInvite", input={"token": token_of(sent)})
    assert (refused["__typename"], team.role_of(crowd.outsider)) == ("InvalidToken", None)


def test_a_site_admin_who_is_no_member_may_invite(asking):
    crowd, team = crowd_and_team(asking)
    sent = invite(crowd.site_admin, team, crowd.outsider.email, role="OWNER")
    assert crowd.outsider.api.run("acceptInvite", input={"token": token_of(sent)})["role"] == "OWNER"


def test_a_deactivated_organisation(asking):
    crowd, team = crowd_and_team(asking)
    sent = invite(crowd.admin, team, crowd.outsider.email)
    crowd.owner.api.run("updateOrg", input={"orgId": team.id, "isActive": False})
    assert asking.api.run("invitePreview", token=token_of(sent)) is None
    refused = crowd.outsider.api.run("acceptInvite", input={"token": token_of(sent)})
    assert refused["__typename"] == "InvalidToken"


def test_who_belongs_meanwhile_keeps_their_rank(asking):
    crowd, team = crowd_and_team(asking)
    sent = invite(crowd.admin, team, crowd.outsider.email, role="ADMIN")
    add(crowd.owner, team, crowd.outsider)
    assert crowd.outsider.api.run("acceptInvite", input={"token": token_of(sent)})["role"] == "MEMBER"


def test_nobody_is_denied(api, crowd, team):
    sent = invite(crowd.admin, team, new_email())
    assert api.execute("acceptInvite", input={"token": token_of(sent)}).code == "UNAUTHENTICATED"


def test_it_waits_for_the_address_to_be_verified(api, crowd, team, database):
    email = new_email()
    sent = invite(crowd.admin, team, email, role="ADMIN", sendEmail=False)
    sign_up(api, email=email)
    assert status_of(crowd.owner, team, sent) == "PENDING"
    verify(api, email)
    person = sign_in(api, email)
    assert (team.role_of(person), status_of(crowd.owner, team, sent)) == ("ADMIN", "ACCEPTED")
    assert database.count("audit_events", "org_id = ? AND type = ?", team.id, "auth.invite_accepted") == 1


def test_under_token_it_does_not_accept_itself(make_server):
    server = make_server(INVITE_ACCEPTANCE="token")
    crowd, team = crowd_and_team(server)
    email = new_email()
    invite(crowd.owner, team, email, sendEmail=False)
    person = sign_up_verified(server.api, email=email)
    assert team.role_of(person) is None
    (waiting,) = person.api.run("myInvites")
    assert waiting["org"]["id"] == team.id


def test_what_waits_from_someone_who_lost_the_right_stays(api, crowd, team, newcomer):
    inviter, email = newcomer(), new_email()
    add(crowd.owner, team, inviter, role="ADMIN")
    invite(inviter, team, email, sendEmail=False)
    crowd.owner.api.run("removeMember", input=of(team, inviter))
    assert team.role_of(sign_up_verified(api, email=email)) is None


def test_several_organisations_at_once(api, crowd, team):
    other, email = make_team(crowd), new_email()
    invite(crowd.owner, team, email, sendEmail=False)
    invite(crowd.owner, other, email, role="OWNER", sendEmail=False)
    person = sign_up_verified(api, email=email)
    assert (team.role_of(person), other.role_of(person)) == ("MEMBER", "OWNER")

"""declineInvite: by anyone with the token, by id only for the viewer's own."""

import pytest

from tests.invites.invitations import crowd_and_team, invite, status_of, token_of
from tests.orgs.teams import NOWHERE
from tests.support.people import new_email


def test_by_the_token_signed_out(api, crowd, team, database):
    sent = invite(crowd.owner, team, new_email(), sendEmail=False)
    declined = api.run("declineInvite", input={"token": token_of(sent)})
    assert declined["orgName"] == crowd.owner.api.run("org", orgId=team.id)["name"]
    assert status_of(crowd.owner, team, sent) == "DECLINED"
    assert database.count("audit_events", "org_id = ? AND type = ?", team.id, "auth.invite_declined") == 1
    with database.unchanged():
        assert api.run("declineInvite", input={"token": token_of(sent)})["__typename"] == "InvalidToken"


def test_by_the_id_of_ones_own(make_server):
    server = make_server(INVITE_EXISTING="ask")
    crowd, team = crowd_and_team(server)
    proof = {"inviteId": invite(crowd.owner, team, crowd.outsider.email)["invite"]["id"]}
    for stranger in (server.api, crowd.member.api, crowd.site_admin.api):
        assert stranger.run("declineInvite", input=proof)["__typename"] == "InvalidToken"
    assert crowd.outsider.api.run("declineInvite", input=proof)["__typename"] == "InviteDeclined"


@pytest.mark.parametrize("proof", [{"token": ""}, {"token": "\x00"}, {"inviteId": NOWHERE}, {"inviteId": ""}])
def test_an_unknown_one(api, database, proof):
    with database.unchanged():
        assert api.run("declineInvite", input=proof)["__typename"] == "InvalidToken"

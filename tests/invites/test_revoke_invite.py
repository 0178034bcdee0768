"""revokeInvite: taken back, the link is dead and the address free for another."""

import pytest

from tests.invites.invitations import invite, status_of, token_of
from tests.orgs.teams import NOWHERE, make_team
from tests.support.people import new_email


def revoke(person, team, sent):
    return person.api.run("revokeInvite", input={"orgId": team.id, "inviteId": sent["invite"]["id"]})


def test_the_link_is_dead(api, crowd, team, database):
    sent = invite(crowd.owner, team, new_email(), sendEmail=False)
    assert revoke(crowd.admin, team, sent)["status"] == "REVOKED"
    assert api.run("invitePreview", token=token_of(sent)) is None
    assert database.count("audit_events", "org_id = ? AND type = ?", team.id, "auth.invite_revoked") == 1
    with database.unchanged():
        assert revoke(crowd.admin, team, sent)["__typename"] == "NotFound"


def test_the_address_may_be_invited_again(crowd, team):
    email = new_email()
    sent = invite(crowd.owner, team, email, sendEmail=False)
    revoke(crowd.owner, team, sent)
    assert invite(crowd.owner, team, email, sendEmail=False)["invite"]["status"] == "PENDING"
    assert status_of(crowd.owner, team, sent) == "REVOKED"


@pytest.mark.parametrize("invite_id", [NOWHERE, "", "\x00"])
def test_an_unknown_one(crowd, team, database, invite_id):
    with database.unchanged():
        refused = crowd.owner.api.run("revokeInvite", input={"orgId": team.id, "inviteId": invite_id})
    assert refused["__typename"] == "NotFound"


def test_one_of_another_organisation_is_as_unknown(crowd, team, database):
    other = make_team(crowd)
    sent = invite(crowd.owner, team, new_email(), sendEmail=False)
    with database.unchanged():
        assert revoke(crowd.owner, other, sent)["__typename"] == "NotFound"


@pytest.mark.parametrize(("who", "code"), [("member", "FORBIDDEN"), ("outsider", "NOT_FOUND")])
def test_who_is_denied(crowd, team, database, who, code):
    sent = invite(crowd.owner, team, new_email(), sendEmail=False)
    request = {"orgId": team.id, "inviteId": sent["invite"]["id"]}
    with database.unchanged():
        assert getattr(crowd, who).api.execute("revokeInvite", input=request).code == code

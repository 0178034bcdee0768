"""resendInvite: a new link and a new term; the old link is dead."""

import pytest

from tests.accounts.wire import PAST
from tests.invites.invitations import invite, status_of, token_of
from tests.orgs.teams import NOWHERE, add, make_team, of
from tests.support.mail import link_in, wait_for_mail
from tests.support.people import new_email


def resend(person, team, sent):
    return person.api.run("resendInvite", input={"orgId": team.id, "inviteId": sent["invite"]["id"]})


def test_the_new_link_works_and_the_old_one_does_not(server, crowd, team):
    email = new_email()
    first = invite(crowd.admin, team, email)
    second = resend(crowd.owner, team, first)
    assert second["invite"]["id"] == first["invite"]["id"]
    assert second["invite"]["expiresAt"] > first["invite"]["expiresAt"]
    assert link_in(wait_for_mail(server.api, email, count=2)) == second["link"]
    assert server.api.run("invitePreview", token=token_of(first)) is None
    assert server.api.run("invitePreview", token=token_of(second))["invitedBy"] == "Olga Owner"


def test_an_expired_one_lives_again(crowd, team, database):
    sent = invite(crowd.admin, team, new_email())
    database.execute("UPDATE invites SET expires_at = ? WHERE id = ?", PAST, sent["invite"]["id"])
    assert status_of(crowd.owner, team, sent) == "EXPIRED"
    assert resend(crowd.admin, team, sent)["invite"]["status"] == "PENDING"


def test_it_becomes_the_invitation_of_who_sends_it_again(server, crowd, team, newcomer):
    inviter = newcomer()
    add(crowd.owner, team, inviter, role="ADMIN")
    sent = invite(inviter, team, new_email())
    crowd.owner.api.run("removeMember", input=of(team, inviter))
    again = resend(crowd.admin, team, sent)
    assert server.api.run("invitePreview", token=token_of(again))["invitedBy"] == "Adam Admin"


def test_no_rank_above_ones_own(crowd, team, database):
    sent = invite(crowd.owner, team, new_email(), role="OWNER", sendEmail=False)
    with database.unchanged():
        assert resend(crowd.admin, team, sent)["__typename"] == "RoleTooHigh"


def test_who_was_added_meanwhile(crowd, team, newcomer, database):
    person = newcomer()
    database.execute("UPDATE users SET email_verified = ? WHERE id = ?", False, person.user_id)
    sent = invite(crowd.owner, team, person.email, sendEmail=False)
    add(crowd.owner, team, person)
    with database.unchanged():
        assert resend(crowd.owner, team, sent)["__typename"] == "AlreadyMember"


def test_a_revoked_one_is_gone(crowd, team, database):
    sent = invite(crowd.owner, team, new_email(), sendEmail=False)
    crowd.owner.api.run("revokeInvite", input={"orgId": team.id, "inviteId": sent["invite"]["id"]})
    with database.unchanged():
        assert resend(crowd.owner, team, sent)["__typename"] == "NotFound"


@pytest.mark.parametrize("invite_id", [NOWHERE, "", "\x00"])
def test_an_unknown_one(crowd, team, database, invite_id):
    with database.unchanged():
        refused = crowd.owner.api.run("resendInvite", input={"orgId": team.id, "inviteId": invite_id})
    assert refused["__typename"] == "NotFound"


def test_one_of_another_organisation_is_as_unknown(crowd, team, database):
    other = make_team(crowd)
    sent = invite(crowd.owner, team, new_email(), sendEmail=False)
    with database.unchanged():
        assert resend(crowd.owner, other, sent)["__typename"] == "NotFound"


@pytest.mark.parametrize(("who", "code"), [("member", "FORBIDDEN"), ("outsider", "NOT_FOUND")])
def test_who_is_denied(crowd, team, database, who, code):
    sent = invite(crowd.owner, team, new_email(), sendEmail=False)
    request = {"orgId": team.id, "inviteId": sent["invite"]["id"]}
    with database.unchanged():
        assert getattr(crowd, who).api.execute("resendInvite", input=request).code == code

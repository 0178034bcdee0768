"""An invitation ends once, in one way: accepted, declined, revoked, sent anew or replaced."""

import secrets
from collections import Counter

import pytest

from tests.invites.invitations import token_of
from tests.races.outcomes import name_of, outcomes
from tests.support.api import together
from tests.support.people import new_email


@pytest.fixture(scope="module")
def people(newcomer):
    """Who founds, who is invited, who helps."""
    return newcomer(), newcomer(), newcomer()


class Invitation:
    """Of the second of the people, to a new organisation of the first; the third is its admin."""

    def __init__(self, database, people, email=None):
        self.database = database
        self.owner, self.guest, self.helper = people
        self.org = self.owner.api.run("createOrg", input={"name": f"Race {secrets.token_hex(4)}"})["id"]
        helper = {"orgId": self.org, "userId": self.helper.user_id, "role": "ADMIN"}
        assert self.owner.api.run("addMember", input=helper)["__typename"] == "OrgMember"
        wish = {"orgId": self.org, "email": email or self.guest.email, "sendEmail": False}
        self.wish, sent = wish, self.owner.api.run("invite", input=wish)
        self.token, self.id = token_of(sent), sent["invite"]["id"]

    def accept(self):
        return self.guest.api.request("acceptInvite", input={"token": self.token})

    def accept_by_id(self):
        return self.guest.api.request("acceptInvite", input={"inviteId": self.id})

    def decline(self):
        return self.guest.api.request("declineInvite", input={"token": self.token})

    def revoke(self):
        return self.owner.api.request("revokeInvite", input={"orgId": self.org, "inviteId": self.id})

    def resend(self):
        return self.helper.api.request("resendInvite", input={"orgId": self.org, "inviteId": self.id})

    def replace(self):
        return self.helper.api.request("invite", input=self.wish)

    def is_member(self):
        return self.database.count("memberships", "org_id = ? AND user_id = ?", self.org, self.guest.user_id) == 1

    def told(self):
        rows = self.database.rows("SELECT type FROM audit_events WHERE org_id = ? ORDER BY id", self.org)
        return Counter(row["type"].removeprefix("auth.") for row in rows)

    def row(self):
        return self.database.row("SELECT status, digest, pending_key FROM invites WHERE id = ?", self.id)


def test_it_is_accepted_once(database, people, size):
    for _ in range(size.rounds):
        invitation = Invitation(database, people)
        requests = [invitation.accept(), invitation.accept_by_id()] * (size.requests // 2)
        assert outcomes(requests) == {"OrgMember": 1, "InvalidToken": size.requests - 1}
        assert invitation.is_member()
        assert invitation.row() == {"status": "ACCEPTED", "digest": None, "pending_key": None}
        assert invitation.told()["invite_accepted"] == 1


@pytest.mark.parametrize(("end", "status"), [(Invitation.revoke, "REVOKED"), (Invitation.decline, "DECLINED")])
def test_an_acceptance_meets_another_end(database, people, size, end, status):
    for _ in range(size.rounds):
        invitation = Invitation(database, people)
        half = size.requests // 2
        answers = together([invitation.accept(), end(invitation)] * half)
        accepted, ended = (Counter(map(name_of, answers[start::2])) for start in (0, 1))
        assert accepted["OrgMember"] + ended["Invite"] + ended["InviteDeclined"] == 1, (accepted, ended)
        assert set(accepted) <= {"OrgMember", "InvalidToken"}
        assert set(ended) <= {"Invite", "InviteDeclined", "NotFound", "InvalidToken"}
        joined = accepted["OrgMember"] == 1
        assert invitation.is_member() == joined
        assert invitation.row() == {"status": "ACCEPTED" if joined else status, "digest": None, "pending_key": None}


@pytest.mark.parametrize("anew", [Invitation.resend, Invitation.replace])
def test_an_acceptance_meets_a_newer_token(database, people, size, anew):
    """Whichever was faster: one way in lives at the most, and none beside a membership."""
    for _ in range(size.rounds):
        invitation = Invitation(database, people)
        half = size.requests // 2
        answers = together([invitation.accept(), anew(invitation)] * half)
        accepted, sent = (Counter(map(name_of, answers[start::2])) for start in (0, 1))
        assert set(accepted) <= {"OrgMember", "InvalidToken"}
        assert accepted["OrgMember"] <= 1
        assert set(sent) <= {"InviteSent", "NotFound", "AlreadyMember"}
        assert invitation.is_member() == (accepted["OrgMember"] == 1)
        pending = database.count("invites", "org_id = ? AND status = 'PENDING'", invitation.org)
        assert pending == (0 if invitation.is_member() else 1)


def test_a_revocation_meets_a_resend(database, people, size):
    for _ in range(size.rounds):
        invitation = Invitation(database, people, email=new_email())
        names = outcomes([invitation.resend(), invitation.revoke()] * (size.requests // 2))
        assert names["Invite"] == 1
        assert set(names) <= {"Invite", "InviteSent", "NotFound"}
        assert invitation.row() == {"status": "REVOKED", "digest": None, "pending_key": None}


def test_an_address_is_invited_by_many_at_once(database, people, size):
    for _ in range(size.rounds):
        invitation = Invitation(database, people, email=new_email())
        names = outcomes([invitation.replace()] * size.requests)
        assert names == {"InviteSent": size.requests}
        living = database.rows("SELECT digest FROM invites WHERE org_id = ? AND status = 'PENDING'", invitation.org)
        assert len(living) == 1


def test_an_acceptance_meets_the_inviters_fall(database, people, size):
    """Who lost the right invites nobody, from then on."""
    for _ in range(size.rounds):
        invitation = Invitation(database, people)
        promote = {"orgId": invitation.org, "userId": invitation.helper.user_id}
        transferred = invitation.owner.api.run("transferOwnership", input=promote)
        assert transferred["__typename"] == "OrgMember"
        leave = invitation.owner.api.request("leaveOrg", orgId=invitation.org)
        half = size.requests // 2
        answers = together([*[invitation.accept()] * half, leave, *[invitation.accept()] * half])
        names = Counter(map(name_of, answers))
        assert names["MemberRemoved"] == 1
        assert set(names) <= {"MemberRemoved", "OrgMember", "InvalidToken"}
        assert invitation.is_member() == (names["OrgMember"] == 1)
        told = list(invitation.told())
        if invitation.is_member():
            assert told.index("invite_accepted") < told.index("member_removed")

"""What may happen to organisations: invitations and their ends, ranks, and who goes."""

import secrets

from hypothesis import strategies as some
from hypothesis.stateful import precondition, rule

from tests.invites.invitations import token_of
from tests.properties.model import RANKS, Account, Invite, Org, Session, reaches
from tests.properties.walk import Walk, names

roles = some.sampled_from(RANKS)


class OrgRules(Walk):
    @rule(data=some.data())
    def create_org(self, data):
        session = self.session(data)
        name = f"Walk {secrets.token_hex(4)}"
        made = self.expect(
            "Org" if session.is_living else "UNAUTHENTICATED", session, "createOrg", input={"name": name}
        )
        if made:
            self.site.orgs.append(Org(made["id"], {session.account: "OWNER"}))

    @precondition(lambda self: self.site.orgs)
    @rule(data=some.data(), name=names, role=roles)
    def send_invite(self, data, name, role):
        session, org, email = self.session(data), self.org(data), f"{name}-{self.suffix}"
        wanted = self.refused(session, org, "ADMIN") or (
            "RoleTooHigh"
            if not reaches(org.members[session.account], role)
            else "AlreadyMember"
            if self.site.accounts.get(email) in org.members
            else "InviteSent"
        )
        wish = {"orgId": org.id, "email": email, "role": role, "sendEmail": False}
        sent = self.expect(wanted, session, "invite", input=wish)
        if wanted == "InviteSent":
            for older in self.site.invites:
                older.is_pending &= (older.org, older.email) != (org, email)
            self.site.invites.append(Invite(org, email, role, session.account, sent["invite"]["id"], token_of(sent)))

    @precondition(lambda self: self.site.invites)
    @rule(data=some.data())
    def accept_invite(self, data):
        session, invite = self.session(data), self.invite(data)
        wanted = (
            "InvalidToken"
            if not invite.is_rightful()
            else "OrgMember"
            if session.account.email == invite.email
            else "InviteNotYours"
        )
        wanted = wanted if session.is_living else "UNAUTHENTICATED"
        self.expect(wanted, session, "acceptInvite", input={"token": invite.token})
        if wanted == "OrgMember":
            invite.take(session.account)

    @precondition(lambda self: self.site.invites)
    @rule(data=some.data())
    def revoke_invite(self, data):
        session, invite = self.session(data), self.invite(data)
        wanted = self.refused(session, invite.org, "ADMIN") or ("Invite" if invite.is_pending else "NotFound")
        self.expect(wanted, session, "revokeInvite", input={"orgId": invite.org.id, "inviteId": invite.id})
        invite.is_pending &= wanted != "Invite"

    @precondition(lambda self: self.site.orgs)
    @rule(data=some.data(), role=roles)
    def change_role(self, data, role):
        session, org, target = self.session(data), self.org(data), self.account(data)
        wanted = self.refused(session, org, "ADMIN") or self._ending(session, org, target, role)
        wish = {"orgId": org.id, "userId": target.id, "role": role}
        self.expect(wanted or "OrgMember", session, "updateMemberRole", input=wish)
        if wanted is None:
            org.members[target] = role

    @precondition(lambda self: self.site.orgs)
    @rule(data=some.data())
    def remove_member(self, data):
        session, org, target = self.session(data), self.org(data), self.account(data)
        wanted = self.refused(session, org, "ADMIN") or self._ending(session, org, target, None)
        self.expect(wanted or "MemberRemoved", session, "removeMember", input={"orgId": org.id, "userId": target.id})
        if wanted is None:
            del org.members[target]

    def _ending(self, session: Session, org: Org, target: Account, role: str | None) -> str | None:
        """Why a member does not get this role, or none at all."""
        rank, before = org.members[session.account], org.members.get(target)
        if before is None:
            return "NotFound"
        if not reaches(rank, before) or not reaches(rank, role or before):
            return "RoleTooHigh"
        return "LastOwner" if role != "OWNER" and org.would_be_without(target) else None

    @precondition(lambda self: self.site.orgs)
    @rule(data=some.data())
    def leave_org(self, data):
        session, org = self.session(data), self.org(data)
        wanted = self.refused(session, org, "MEMBER")
        wanted = wanted or ("LastOwner" if org.would_be_without(session.account) else None)
        self.expect(wanted or "MemberRemoved", session, "leaveOrg", orgId=org.id)
        if wanted is None:
            del org.members[session.account]

    @precondition(lambda self: self.site.orgs)
    @rule(data=some.data())
    def transfer_ownership(self, data):
        session, org, heir = self.session(data), self.org(data), self.account(data)
        may_inherit = heir in org.members and heir.is_active
        wanted = self.refused(session, org, "OWNER") or (
            "InvalidInput" if heir is session.account else "OrgMember" if may_inherit else "NotFound"
        )
        self.expect(wanted, session, "transferOwnership", input={"orgId": org.id, "userId": heir.id})
        if wanted == "OrgMember":
            org.members |= {session.account: "ADMIN", heir: "OWNER"}

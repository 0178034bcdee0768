"""Two organisations that have nothing to do with each other, and everybody who may look at them.

What belongs to the foreign one and its people holds MARK wherever a text fits, so that a leak shows in any answer.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from tests.passkeys.ceremonies import add
from tests.support.api import Api
from tests.support.authenticator import Authenticator
from tests.support.people import PASSWORD, Person, make_staff, new_email, sign_in
from tests.support.server import Server

SITE_RANKS = ("USER", "MODERATOR", "ADMIN")
ORG_RANKS = ("MEMBER", "ADMIN", "OWNER")
MARK = "zq7foreign"
BROWSER = f"Mozilla/5.0 (Macintosh; Intel Mac OS X 15.2; {MARK}; rv:145.0) Gecko/20100101 Firefox/145.0"
SETTINGS = {"INVITE_EXISTING": "ask", "OAUTH_GITHUB_CLIENT_ID": "id", "OAUTH_GITHUB_CLIENT_SECRET": "hidden"}
# Who has no right to anything foreign; and who has some.
STRANGERS = (
    *("nobody", "publishable key", "revoked key", "deactivated", "unverified", "stranger", "expelled", "uninvited"),
    *("owner elsewhere", "admin elsewhere", "member elsewhere"),
)
INSIDERS = ("invited", "bridge", "owner", "admin", "member", "site moderator", "site admin", "secret key")


@dataclass(frozen=True)
class Viewer:
    """Somebody who asks, and their ranks: at the site (None for nobody), and in organisations by id."""

    api: Api
    user_id: str | None = None
    site_role: str | None = None
    org_roles: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Side:
    """An organisation, a plain member of it, and an invitation to it that is pending."""

    org: dict[str, Any]
    member: Person
    invite: dict[str, Any]

    @property
    def org_id(self) -> str:
        return str(self.org["id"])


class Scene:
    """Set up on a server with SETTINGS."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.viewers: dict[str, Viewer] = {}
        self._admin = make_staff(server)
        self.own = self._side(" elsewhere", "Elsewhere", self._somebody)
        self.foreign = self._side("", MARK, self._planted)
        bridge = self._planted("Bridge", new_email("bridge"))
        for side in (self.own, self.foreign):
            self._seat(side.org_id, bridge, "MEMBER")
        self._is("bridge", bridge, {self.own.org_id: "MEMBER", self.foreign.org_id: "MEMBER"})
        self._who_comes_and_goes()
        self._staff()
        self._nobodies()
        self.foreign_ids = self._foreign_ids()
        assert self.viewers.keys() == {*STRANGERS, *INSIDERS}

    def _foreign_ids(self) -> dict[str, list[str]]:
        """By kind: everything of the foreign organisation and its people, but for who is in both."""
        people = "SELECT user_id FROM memberships WHERE org_id = ?"
        kinds = {
            "orgs": "id = ?",
            **dict.fromkeys(("memberships", "invites", "audit_events"), "org_id = ?"),
            **dict.fromkeys(("sessions", "passkeys", "identities"), f"user_id IN ({people})"),
            "users": f"id IN ({people}) AND full_name = '{MARK}'",
        }
        found = {}
        for kind, where in kinds.items():
            rows = self.server.database.rows(f"SELECT id FROM {kind} WHERE {where}", self.foreign.org_id)
            found[kind] = [str(row["id"]) for row in rows]
        assert all(found.values()), found
        return found

    def _side(self, where: str, name: str, make: Callable[[], Person]) -> Side:
        people = {rank: make() for rank in ("OWNER", "ADMIN", "MEMBER")}
        org = people["OWNER"].api.run("createOrg", input={"name": name, "description": f"All of {name}"})
        for rank, person in people.items():
            if rank != "OWNER":
                self._seat(org["id"], person, rank)
            self._is(f"{rank.lower()}{where}", person, {org["id"]: rank})
            person.api.run("switchOrg", orgId=org["id"])
        invite = self._invite(self.viewers[f"admin{where}"], org["id"], f"{name}@example.com")
        return Side(org, people["MEMBER"], invite)

    def _who_comes_and_goes(self) -> None:
        org_id, admin = self.foreign.org_id, self.viewers["admin"]
        expelled, uninvited, invited = (self._somebody(name) for name in ("expelled", "uninvited", "invited"))
        self._seat(org_id, expelled, "MEMBER")
        admin.api.run("removeMember", input={"orgId": org_id, "userId": expelled.user_id})
        refused = self._invite(admin, org_id, uninvited.email)
        admin.api.run("revokeInvite", input={"orgId": org_id, "inviteId": refused["invite"]["id"]})
        self._invite(admin, org_id, invited.email)

    def _staff(self) -> None:
        self._is("site admin", self._admin, site_role="ADMIN")
        self._is("site moderator", make_staff(self.server, role="moderator"), site_role="MODERATOR")
        self.viewers["secret key"] = Viewer(self._key("SECRET"), site_role="ADMIN")

    def _nobodies(self) -> None:
        self.viewers["nobody"] = Viewer(self.server.api)
        self.viewers["publishable key"] = Viewer(self._key("PUBLISHABLE"))
        self.viewers["revoked key"] = Viewer(self._key("SECRET", revoked=True))
        self._somebody("stranger")
        unverified = self._somebody("unverified")
        self.server.database.execute("UPDATE users SET email_verified = ? WHERE id = ?", False, unverified.user_id)
        deactivated = self._somebody("deactivated")
        self._admin.api.run("deactivateUser", id=deactivated.user_id)

    def _is(self, name: str, person: Person, org_roles: dict[str, str] | None = None, site_role: str = "USER") -> None:
        self.viewers[name] = Viewer(person.api, person.user_id, site_role, org_roles or {})

    def _somebody(self, name: str = "", **more: object) -> Person:
        """Verified, and signed in with an ordinary browser."""
        person = self._account(self.server.api, fullName="Somebody", **more)
        if name:
            self._is(name, person)
        return person

    def _planted(self, name: str = MARK, email: str = "") -> Person:
        """Holds MARK in all that is theirs; who is in both organisations has a name and an address without it."""
        browser = self.server.api.with_headers(User_Agent=BROWSER)
        person = self._account(browser, fullName=name, email=email or new_email(MARK), appData={"note": MARK})
        profile = {"locale": "de", "userData": {"note": MARK}, "avatarUrl": f"https://example.com/{name}"}
        person.api.run("updateProfile", input=profile)
        unique = f"{MARK}{secrets.token_hex(3)}"
        database = self.server.database
        database.execute("UPDATE users SET phone = ?, locale = ? WHERE id = ?", unique, MARK, person.user_id)
        columns = "id, user_id, provider, issuer, subject, email, linked_at"
        identity = (str(uuid4()), person.user_id, MARK, MARK, unique, MARK, "2026-01-01 00:00:00+00:00")
        database.execute(f"INSERT INTO identities ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?)", *identity)
        add(person, Authenticator(self.server.url), name=MARK)
        return person

    def _account(self, api: Api, **wish: object) -> Person:
        wish = {"email": new_email(), "password": PASSWORD, "emailVerified": True, **wish}
        assert self._admin.api.run("createUser", input=wish)["__typename"] == "User"
        return sign_in(api, str(wish["email"]))

    def _seat(self, org_id: str, person: Person, role: str) -> None:
        member = {"orgId": org_id, "userId": person.user_id, "role": role}
        assert self._admin.api.run("addMember", input=member)["__typename"] == "OrgMember"

    def _invite(self, inviter: Viewer, org_id: str, email: str) -> dict[str, Any]:
        sent: dict[str, Any] = inviter.api.run("invite", input={"orgId": org_id, "email": email, "sendEmail": False})
        assert sent["__typename"] == "InviteSent", sent
        return sent

    def _key(self, kind: str, *, revoked: bool = False) -> Api:
        made = self._admin.api.run("createApiKey", input={"name": kind, "kind": kind})
        if revoked:
            self._admin.api.run("revokeApiKey", id=made["apiKey"]["id"])
        return self.server.api.as_(made["key"])

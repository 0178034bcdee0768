"""People and organisations for the tests of organisations, members and invitations."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from tests.support.people import Person, make_staff, sign_up_verified
from tests.support.server import Server

NOWHERE = "01900000-0000-7000-8000-000000000000"


@dataclass(frozen=True)
class Crowd:
    """Six people who are signed in. What they are in an organisation is up to the test."""

    owner: Person
    admin: Person
    member: Person
    outsider: Person
    moderator: Person
    site_admin: Person


@dataclass(frozen=True)
class Team:
    """A new organisation in which `owner`, `admin` and `member` of the crowd are what they are called."""

    id: str
    slug: str
    crowd: Crowd

    def role_of(self, person: Person) -> str | None:
        """As the site's admin sees it."""
        members = self.crowd.site_admin.api.run("orgMembers", orgId=self.id, first=100)["nodes"]
        return next((member["role"] for member in members if member["userId"] == person.user_id), None)

    def owners(self) -> int:
        return int(self.crowd.site_admin.api.run("orgMembers", orgId=self.id, role="OWNER")["totalCount"])


def make_crowd(server: Server) -> Crowd:
    return Crowd(
        owner=sign_up_verified(server.api, fullName="Olga Owner"),
        admin=sign_up_verified(server.api, fullName="Adam Admin"),
        member=sign_up_verified(server.api, fullName="Mia Member"),
        outsider=sign_up_verified(server.api, fullName="Otto"),
        moderator=make_staff(server, role="moderator"),
        site_admin=make_staff(server, role="admin"),
    )


def make_team(crowd: Crowd) -> Team:
    org = found(crowd.owner)
    team = Team(org["id"], org["slug"], crowd)
    add(crowd.owner, team, crowd.admin, role="ADMIN")
    add(crowd.owner, team, crowd.member)
    return team


def found(founder: Person, **more: object) -> Any:
    """Creates an organisation and answers it."""
    org = founder.api.run("createOrg", input={"name": f"Acme {secrets.token_hex(4)}", **more})
    assert org["__typename"] == "Org", org
    return org


def add(actor: Person, team: Team, person: Person, *, role: str = "MEMBER") -> Any:
    member = actor.api.run("addMember", input={"orgId": team.id, "userId": person.user_id, "role": role})
    assert member["__typename"] == "OrgMember", member
    return member


def of(team: Team, person: Person, **more: object) -> dict[str, object]:
    """The input that names a person in a team."""
    return {"orgId": team.id, "userId": person.user_id, **more}


@pytest.fixture(scope="session")
def crowd(server: Server) -> Crowd:
    return make_crowd(server)


@pytest.fixture
def team(crowd: Crowd) -> Team:
    return make_team(crowd)


@pytest.fixture
def newcomer(server: Server) -> Callable[[], Person]:
    """Somebody new, verified and signed in, each time it is called."""
    return lambda: sign_up_verified(server.api)

"""Invitations, sent and looked at."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.orgs.teams import Crowd, Team, make_crowd, make_team
from tests.support.people import Person
from tests.support.server import Server

_kept: dict[str, Crowd] = {}


def crowd_and_team(server: Server) -> tuple[Crowd, Team]:
    """On a server with settings of its own; its people are made once."""
    crowd = _kept.setdefault(server.url, _kept.get(server.url) or make_crowd(server))
    return crowd, make_team(crowd)


def invite(inviter: Person, team: Team, email: str, **more: object) -> Any:
    return inviter.api.run("invite", input={"orgId": team.id, "email": email, **more})


def token_of(sent: Any) -> str:
    (token,) = parse_qs(urlsplit(sent["link"]).query)["token"]
    return token


def status_of(viewer: Person, team: Team, sent: Any) -> str:
    nodes = viewer.api.run("orgInvites", orgId=team.id, first=100)["nodes"]
    return next(node["status"] for node in nodes if node["id"] == sent["invite"]["id"])

"""Every field of User, Org, OrgMember, Invite and Session, for each kind of viewer, through each path that leads there.

A field that the tables below do not know fails the last test: whoever adds one says here who reads it.
"""

from dataclasses import dataclass

import pytest
from graphql import GraphQLObjectType, get_named_type, is_leaf_type

from tests.invites.invitations import crowd_and_team
from tests.orgs.teams import Team
from tests.support.api import Api
from tests.support.documents import contract
from tests.support.people import Person, sign_up_verified

OPEN = {
    "User": {"id", "fullName", "avatarUrl", "createdAt"},
    "Org": {"id", "name", "slug", "description", "isActive", "createdAt", "updatedAt", "viewerRole"},
    "OrgMember": {"id", "orgId", "userId", "fullName", "role", "joinedAt"},
    "Invite": {"id", "email", "role", "status", "createdAt", "expiresAt", "acceptedAt"},
    "Session": {"id", "current", "createdAt", "lastSeenAt", "expiresAt", "ipAddress", "methods"},
}
STAFF = {"moderator", "site_admin"}
INSIDERS = {"owner", "admin", "member", *STAFF}
# Null to everybody else, without an error.
PRIVATE = ("email", "emailVerified", "phone", "phoneVerified", "role", "isActive", "locale", "userData")
GUARDED = {
    "User": {
        **{name: {"self", *STAFF} for name in (*PRIVATE, "lastSignInAt", "secondFactors", "updatedAt")},
        "appData": {"self", "site_admin"},
        "failedSignIns": STAFF,
        "lockedUntil": STAFF,
    },
    "Org": {"memberCount": INSIDERS},
    "OrgMember": {"email": {"self", "owner", "admin", *STAFF}},
    "Invite": {},
    "Session": {},
}
# Null also to who may read it, since nobody is locked here.
EMPTY = {"lockedUntil"}
# From a root field down to a list of objects of the type, or to one.
PATHS = {
    "User": [
        ("orgMembers(orgId: $org) { nodes { user { %s } } }", "orgMembers.nodes.user"),
        ("org(orgId: $org) { members { nodes { user { %s } } } }", "org.members.nodes.user"),
        ("orgBySlug(slug: $slug) { members { edges { node { user { %s } } } } }", "orgBySlug.members.edges.node.user"),
        ("orgInvites(orgId: $org) { nodes { invitedBy { %s } } }", "orgInvites.nodes.invitedBy"),
        ("me { %s }", "me"),
    ],
    "Org": [
        ("org(orgId: $org) { %s }", "org"),
        ("orgBySlug(slug: $slug) { %s }", "orgBySlug"),
        ("orgMembers(orgId: $org) { nodes { org { %s } } }", "orgMembers.nodes.org"),
        ("orgInvites(orgId: $org) { nodes { org { %s } } }", "orgInvites.nodes.org"),
        ("myInvites { org { %s } }", "myInvites.org"),
        ("me { memberships { org { %s } } }", "me.memberships.org"),
        ("session { activeOrg { %s } }", "session.activeOrg"),
    ],
    "OrgMember": [
        ("orgMembers(orgId: $org) { nodes { %s } }", "orgMembers.nodes"),
        ("org(orgId: $org) { members { edges { node { %s } } } }", "org.members.edges.node"),
        ("me { memberships { %s } }", "me.memberships"),
        ("orgMembers(orgId: $org) { nodes { user { memberships { %s } } } }", "orgMembers.nodes.user.memberships"),
    ],
    "Invite": [
        ("orgInvites(orgId: $org) { nodes { %s } }", "orgInvites.nodes"),
        ("myInvites { %s }", "myInvites"),
    ],
    "Session": [("session { %s }", "session"), ("sessions { %s }", "sessions")],
}
# Who gets through; to the others the root field is an error and no more.
READERS = {
    "orgMembers": INSIDERS,
    "org": INSIDERS,
    "orgBySlug": INSIDERS,
    "orgInvites": {"owner", "admin", "site_admin"},
    **{name: {*INSIDERS, "outsider", "invited"} for name in ("me", "session", "sessions", "myInvites")},
}
VIEWERS = ("nobody", "owner", "admin", "member", "outsider", "invited", "moderator", "site_admin")


@dataclass(frozen=True)
class Scene:
    """A team, and a plain member of it with every field filled in, who once sent an invitation as admin."""

    apis: dict[str, Api]
    user_ids: dict[str, str]
    team: Team
    member: Person


@pytest.fixture(scope="module")
def scene(make_server) -> Scene:
    server = make_server(INVITE_EXISTING="ask")
    crowd, team = crowd_and_team(server)
    member = sign_up_verified(server.api, fullName="Tara Target", locale="de", userData={"likes": "tea"})
    invited = sign_up_verified(server.api)
    server.database.execute("UPDATE users SET phone = ? WHERE id = ?", "+15555550123", member.user_id)
    target = {"orgId": team.id, "userId": member.user_id}
    crowd.owner.api.run("addMember", input={**target, "role": "ADMIN"})
    member.api.run("invite", input={"orgId": team.id, "email": "elsewhere@example.com"})
    crowd.owner.api.run("updateMemberRole", input={**target, "role": "MEMBER"})
    crowd.owner.api.run("invite", input={"orgId": team.id, "email": invited.email})
    member.api.run("switchOrg", orgId=team.id)
    people = {name: getattr(crowd, name) for name in ("owner", "admin", "outsider", *sorted(STAFF))}
    people |= {"member": member, "invited": invited}
    apis = {"nobody": server.api, **{name: person.api for name, person in people.items()}}
    return Scene(apis, {name: person.user_id for name, person in people.items()}, team, member)


@pytest.mark.parametrize("viewer", VIEWERS)
@pytest.mark.parametrize(("type_", "selection", "path"), [(type_, *path) for type_ in PATHS for path in PATHS[type_]])
def test_who_reads_what(scene, viewer, type_, selection, path):
    fields = sorted(OPEN[type_] | GUARDED[type_].keys())
    variables = {"org": scene.team.id, "slug": scene.team.slug}
    used = ", ".join(
        f"${name}: {kind}!" for name, kind in (("org", "ID"), ("slug", "String")) if f"${name})" in selection
    )
    document = f"query Read{f'({used})' if used else ''} {{ {selection % ' '.join(fields)} }}"
    answer = scene.apis[viewer].execute(document, **variables)
    if viewer not in READERS[path.split(".")[0]]:
        assert answer.data == {path.split(".")[0]: None}
        assert answer.code in {"UNAUTHENTICATED", "NOT_FOUND", "FORBIDDEN"}
        return
    assert not answer.errors, answer
    for found in _in_team(scene, type_, _at(answer.data, path)):
        for field, readers in GUARDED[type_].items():
            shown = viewer in readers or ("self" in readers and _owner_of(type_, found) == scene.user_ids[viewer])
            if not shown:
                assert found[field] is None, field
            elif field not in EMPTY and _is_filled_in(scene, type_, found):
                assert found[field] is not None, field


@pytest.mark.parametrize("type_", OPEN)
def test_every_field_is_in_the_tables(type_):
    type_in_contract = contract().type_map[type_]
    assert isinstance(type_in_contract, GraphQLObjectType)
    leaves = {name for name, field in type_in_contract.fields.items() if is_leaf_type(get_named_type(field.type))}
    assert leaves == OPEN[type_] | GUARDED[type_].keys()


def _at(value, path: str) -> list:
    """The objects at the end of a path through objects and lists."""
    found = [value]
    for name in path.split("."):
        nested = [each[name] for each in found if each[name] is not None]
        found = [item for each in nested for item in (each if isinstance(each, list) else [each])]
    return found


def _in_team(scene: Scene, type_: str, found: list) -> list:
    where = {"Org": "id", "OrgMember": "orgId"}.get(type_)
    return [each for each in found if where is None or each[where] == scene.team.id]


def _owner_of(type_: str, found: dict) -> str | None:
    return found["id"] if type_ == "User" else found.get("userId")


def _is_filled_in(scene: Scene, type_: str, found: dict) -> bool:
    return type_ != "User" or found["id"] == scene.member.user_id

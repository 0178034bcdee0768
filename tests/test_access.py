"""Who may use each root field, told from the guard that the contract prints, and held against the running server.

Generated: a field is covered as soon as it stands in codegen/schema.graphql.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    get_nullable_type,
    is_non_null_type,
    is_required_input_field,
    value_from_ast_untyped,
)

from tests.orgs.teams import found
from tests.support.api import Answer, Api
from tests.support.documents import root_field, root_field_names
from tests.support.nested import PLAIN
from tests.support.people import Person, sign_in, sign_up_verified
from tests.support.server import Server
from tests.support.strangers import ORG_RANKS, SITE_RANKS

ACCESS_GUARDS = {"public", "authenticated", "hasRole", "hasOrgRole"}
# The site's staff pass the guard, but have no membership to end.
PAST_THE_GUARD = {("leaveOrg", "site moderator"): "NOT_FOUND", ("leaveOrg", "site admin"): "NOT_FOUND"}
REFUSALS = {"UNAUTHENTICATED", "FORBIDDEN", "NOT_FOUND", "REAUTHENTICATION_REQUIRED"}


@dataclass(frozen=True)
class Viewer:
    """Somebody who asks. `joins_as` is their role in the organisation that is asked about, if they belong to it."""

    name: str
    is_signed_in: bool = True
    is_verified: bool = True
    site_role: str = "USER"
    joins_as: str | None = None

    @property
    def org_role(self) -> str | None:
        """What they count as there: the site's staff have a rank in every organisation."""
        return {"USER": self.joins_as, "MODERATOR": "MEMBER", "ADMIN": "OWNER"}[self.site_role]


OWNER = Viewer("owner", joins_as="OWNER")
SITE_ADMIN = Viewer("site admin", site_role="ADMIN")
VIEWERS = (
    Viewer("anonymous", is_signed_in=False),
    Viewer("signed in"),
    Viewer("unverified", is_verified=False),
    Viewer("outsider"),
    Viewer("member", joins_as="MEMBER"),
    Viewer("admin", joins_as="ADMIN"),
    OWNER,
    Viewer("site moderator", site_role="MODERATOR"),
    SITE_ADMIN,
)


@dataclass(frozen=True)
class Guard:
    """The access guard of a root field, as printed."""

    name: str
    role: str | None = None
    verified: bool = False
    freshWithin: int | None = None  # noqa: N815 (The directive's own argument.)

    def refusal_of(self, viewer: Viewer) -> str | None:
        """The code that the viewer meets, or None where they may."""
        if self.name == "public":
            return None
        if not viewer.is_signed_in:
            return "UNAUTHENTICATED"
        if self.name == "hasOrgRole" and viewer.org_role is None:
            return "NOT_FOUND"
        return None if self._is_met_by(viewer) else "FORBIDDEN"

    def _is_met_by(self, viewer: Viewer) -> bool:
        match self.name:
            case "authenticated":
                return viewer.is_verified or not self.verified
            case "hasRole":
                return SITE_RANKS.index(viewer.site_role) >= SITE_RANKS.index(str(self.role))
            case "hasOrgRole":
                return ORG_RANKS.index(str(viewer.org_role)) >= ORG_RANKS.index(str(self.role))
        raise LookupError(f"This test knows no guard @{self.name}.")


def guard_of(name: str) -> Guard:
    """A root field has exactly one."""
    node = root_field(name)[1].ast_node
    assert node
    (directive,) = [each for each in node.directives or () if each.name.value in ACCESS_GUARDS]
    arguments = {each.name.value: value_from_ast_untyped(each.value) for each in directive.arguments or ()}
    return Guard(directive.name.value, **arguments)


class Cast:
    """The viewers on one server, and the organisation that they are asked about. What a test broke is made anew."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._people: dict[Viewer, Person] = {}
        self._org: dict[str, Any] | None = None

    @property
    def org(self) -> dict[str, Any]:
        if self._org is None:
            self._org = found(self.person(OWNER))
        return self._org

    def api(self, viewer: Viewer) -> Api:
        if not viewer.is_signed_in:
            return self._server.api
        person = self.person(viewer)
        if viewer.joins_as and viewer is not OWNER:
            self._seat(person, viewer.joins_as)
        return person.api

    def person(self, viewer: Viewer) -> Person:
        if viewer not in self._people or not self._still_signed_in(self._people[viewer]):
            self._people[viewer] = self._arrive(viewer)
            if viewer is OWNER:
                self._org = None
        return self._people[viewer]

    def check_org(self) -> None:
        """Another one where the last test deleted it or its owner left."""
        owner = self.person(OWNER)
        if self._org and owner.api.execute("org", orgId=self._org["id"]).errors:
            self._org = None

    def _arrive(self, viewer: Viewer) -> Person:
        person = sign_up_verified(self._server.api)
        self._server.database.execute(
            "UPDATE users SET role = ?, email_verified = ? WHERE email = ?",
            viewer.site_role,
            viewer.is_verified,
            person.email,
        )
        return person

    def _still_signed_in(self, person: Person) -> bool:
        return not person.api.execute("{ me { id } }").errors

    def _seat(self, person: Person, role: str) -> None:
        """A member already: AlreadyMember, which is as good."""
        member = {"orgId": self.org["id"], "userId": person.user_id, "role": role}
        self.person(OWNER).api.run("addMember", input=member)


@pytest.fixture(scope="module")
def whole_cast(server: Server) -> Cast:
    return Cast(server)


@pytest.fixture
def cast(whole_cast: Cast) -> Cast:
    whole_cast.check_org()
    return whole_cast


def arguments_for(name: str, org: dict[str, Any]) -> dict[str, Any]:
    """The non-null ones and no more; ids other than the organisation's are of nobody."""
    return {
        key: value_for(key, argument.type, org)
        for key, argument in root_field(name)[1].args.items()
        if is_non_null_type(argument.type)
    }


def value_for(name: str, type_: GraphQLInputType, org: dict[str, Any]) -> Any:
    bare = get_nullable_type(type_)
    match bare:
        case GraphQLList():
            return []
        case GraphQLEnumType():
            return next(iter(bare.values))
        case GraphQLInputObjectType():
            fields = [(key, each.type) for key, each in bare.fields.items() if is_required_input_field(each)]
            chosen = fields or [(key, each.type) for key, each in bare.fields.items() if bare.is_one_of][:1]
            return {key: value_for(key, each, org) for key, each in chosen}
    return {"orgId": org["id"], "slug": org["slug"]}.get(name) or PLAIN.get(bare.name, "x")


def refusal_in(answer: Answer, name: str) -> str | None:
    """The code with which the field itself, not one below it, was refused."""
    codes = [error["extensions"]["code"] for error in answer.errors if error.get("path") == [name]]
    return next((code for code in codes if code in REFUSALS), None)


def viewers_of(name: str, *, may: bool) -> Iterator[tuple[Viewer, str | None]]:
    for viewer in VIEWERS:
        refusal = guard_of(name).refusal_of(viewer)
        if (refusal is None) is may:
            yield viewer, refusal


@pytest.mark.parametrize("name", root_field_names())
def test_who_may_not_is_refused_and_nothing_happens(name: str, cast: Cast, server: Server):
    denied = [(viewer, refusal, cast.api(viewer)) for viewer, refusal in viewers_of(name, may=False)]
    variables = arguments_for(name, cast.org)
    with server.database.unchanged():
        for viewer, refusal, api in denied:
            answer = api.execute(name, **variables)
            assert refusal_in(answer, name) == refusal, f"{viewer.name}: {answer}"
            assert not (answer.data or {}).get(name), f"{viewer.name}: {answer}"


@pytest.mark.parametrize("name", root_field_names())
def test_who_may_gets_past_the_guard(name: str, cast: Cast):
    for viewer, _ in viewers_of(name, may=True):
        cast.check_org()
        answer = cast.api(viewer).execute(name, **arguments_for(name, cast.org))
        assert refusal_in(answer, name) == PAST_THE_GUARD.get((name, viewer.name)), f"{viewer.name}: {answer}"
        assert "INTERNAL_SERVER_ERROR" not in answer.text, f"{viewer.name}: {answer}"


@pytest.mark.parametrize("name", [name for name in root_field_names() if guard_of(name).freshWithin])
def test_who_proved_themselves_too_long_ago_must_do_so_again(name: str, cast: Cast, server: Server):
    viewer = OWNER if guard_of(name).name == "hasOrgRole" else SITE_ADMIN
    person, variables = cast.person(viewer), arguments_for(name, cast.org)
    stale = sign_in(server.api, person.email)
    server.database.execute(
        "UPDATE sessions SET authenticated_at = '2020-01-01 00:00:00+00:00' WHERE id = ?", stale.session_id
    )
    with server.database.unchanged():
        answer = stale.api.execute(name, **variables)
    assert refusal_in(answer, name) == "REAUTHENTICATION_REQUIRED", answer

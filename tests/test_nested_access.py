"""Who learns what on every path of the API, and that ids of others open nothing: for every field, argument and viewer.

Generated from codegen/schema.graphql, like tests/test_access.py. A text that nobody ever sees filled in fails, by name:
whoever adds one plants it in tests/support/strangers.py.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from graphql import GraphQLField, GraphQLObjectType, get_named_type, value_from_ast_untyped

from tests.support.api import Answer
from tests.support.documents import contract, root_field, root_field_names
from tests.support.nested import Nested, Path, nested, objects_in
from tests.support.strangers import INSIDERS, MARK, ORG_RANKS, SETTINGS, SITE_RANKS, STRANGERS, Scene, Side, Viewer

# What a person of that site rank counts as in every organisation.
STAFF_AS = {"MODERATOR": "MEMBER", "ADMIN": "OWNER"}
# Of whom, and of what organisation, an object tells.
PERSON = {"User": "id", "OrgMember": "userId"}
ORG = {"Org": "id", "OrgMember": "orgId"}
TEXTS = {"String", "ID", "JSON"}
REFUSALS = {"UNAUTHENTICATED", "FORBIDDEN", "NOT_FOUND"}
# An administrator adds whoever they know the id of; all other operations know nobody from elsewhere.
ANYBODY = {("addMember", "userId"), ("addMembers", "userIds")}
# What was sent to somebody is in the export of what is held of them.
TOLD = {("uninvited", "accountExport")}
KINDS = {"orgId": "orgs", "userId": "users", "userIds": "users", "actorId": "users", "inviteId": "invites"}
Answers = dict[str, dict[str, Answer]]
QUERIES = [name for name in root_field_names() if root_field(name)[0] == "query"]


@pytest.fixture(scope="module")
def scene(make_server) -> Scene:
    return Scene(make_server(**SETTINGS))


@pytest.fixture(scope="module")
def answers(scene: Scene) -> Answers:
    """Every query, as deep as it goes, by every viewer about the organisation that they belong to."""
    sides = {**dict.fromkeys(STRANGERS, scene.own), **dict.fromkeys(INSIDERS, scene.foreign)}
    return {
        name: {query: ask(viewer, nested(query), honest(nested(query), sides[name])) for query in QUERIES}
        for name, viewer in scene.viewers.items()
    }


@pytest.fixture(scope="module")
def foreign(scene: Scene, answers: Answers) -> dict[str, list[str]]:
    """What an argument of that name may hold; an id whose kind its name does not tell, one of every kind."""
    cursors = {
        type_.name: found["cursor"]
        for query in QUERIES
        for _, type_, found in objects_in(answers["owner"][query].data)
        if "cursor" in found
    }
    ids = {name: scene.foreign_ids[kind][:1] for name, kind in KINDS.items()}
    texts = {"slug": [scene.foreign.org["slug"]], "search": [MARK], "after": list(cursors.values())}
    return {"id": [each[0] for each in scene.foreign_ids.values()], **ids, **texts}


def ask(viewer: Viewer, document: Nested, filled: dict[Path, Any]) -> Answer:
    answer = viewer.api.execute(document.text, **document.variables(filled))
    assert "INTERNAL_SERVER_ERROR" not in answer.text, f"{document.root}: {answer}"
    assert answer.code not in {"QUERY_TOO_COMPLEX", "GRAPHQL_VALIDATION_FAILED"}, f"{document.root}: {answer}"
    return answer


def honest(document: Nested, side: Side) -> dict[Path, Any]:
    """What a client of that organisation fills in."""
    token = side.invite["link"].rpartition("token=")[2]
    values = {
        "orgId": side.org_id,
        "slug": side.org["slug"],
        "inviteId": side.invite["invite"]["id"],
        **dict.fromkeys(("id", "userId", "userIds"), side.member.user_id),
    }
    found = {path: values[path[-1]] for path, _ in document.slots() if path[-1] in values}
    return found | ({("token",): token} if document.root == "invitePreview" else {})


def unreadable(viewer: Viewer, type_: GraphQLObjectType, found: dict[str, Any]) -> Iterator[str]:
    """The fields of an object that show a value though their printed guard hides them from the viewer."""
    for name, field in type_.fields.items():
        if found.get(name) is not None and not may_read(viewer, type_, found, field):
            yield name


def may_read(viewer: Viewer, type_: GraphQLObjectType, found: dict[str, Any], field: GraphQLField) -> bool:
    assert field.ast_node
    for directive in field.ast_node.directives or ():
        rule = {each.name.value: value_from_ast_untyped(each.value) for each in directive.arguments or ()}
        assert directive.name.value in {"visibleTo", "hasOrgRole"}, f"This test knows no @{directive.name.value} here."
        org_role = rule["role"] if directive.name.value == "hasOrgRole" else rule["orgRole"]
        site_role = rule["role"] if directive.name.value == "visibleTo" else None
        is_own = rule.get("self") and viewer.user_id == found[PERSON[type_.name]]
        is_staff = reaches(SITE_RANKS, viewer.site_role, site_role)
        has_rank = org_role and reaches(ORG_RANKS, rank_in(viewer, found[ORG[type_.name]]), org_role)
        if not (is_own or is_staff or has_rank):
            return False
    return True


def rank_in(viewer: Viewer, org_id: str) -> str | None:
    return STAFF_AS.get(viewer.site_role or "") or viewer.org_roles.get(org_id)


def reaches(ranks: tuple[str, ...], rank: str | None, wanted: str | None) -> bool:
    return bool(rank and wanted) and ranks.index(str(rank)) >= ranks.index(str(wanted))


def foreign_in(answer: Answer, scene: Scene) -> list[str]:
    """What an answer shows of the foreign organisation and its people."""
    known = [MARK, *(id_ for ids in scene.foreign_ids.values() for id_ in ids)]
    return [each for each in known if each in answer.text]


@pytest.mark.parametrize("name", STRANGERS)
def test_a_stranger_is_shown_nothing_foreign(scene: Scene, answers: Answers, name: str):
    for query, answer in answers[name].items():
        assert (name, query) in TOLD or not foreign_in(answer, scene), f"{query}: {answer}"


@pytest.mark.parametrize("name", [*STRANGERS, *INSIDERS])
def test_every_object_shows_what_its_guards_let_through(scene: Scene, answers: Answers, name: str):
    viewer = scene.viewers[name]
    for query, answer in answers[name].items():
        for where, type_, found in objects_in(answer.data):
            leaks = list(unreadable(viewer, type_, found))
            assert not leaks, f"{query}, at {where}: {leaks}"


@pytest.mark.parametrize("name", STRANGERS)
def test_a_foreign_id_opens_nothing(scene: Scene, foreign: dict[str, list[str]], name: str):
    viewer, database = scene.viewers[name], scene.server.database
    with database.unchanged():
        for field in root_field_names():
            for filled in attacks_on(nested(field), scene, foreign):
                answer = ask(viewer, nested(field), filled)
                assert not foreign_in(answer, scene), f"{field}{filled}: {answer}"
                assert_refused(answer, field, filled)


def assert_refused(answer: Answer, field: str, filled: dict[Path, Any]) -> None:
    """What merely narrows a list may leave it empty; anything else is an error, nothing, or a typed refusal."""
    value = (answer.data or {}).get(field)
    codes = {error["extensions"]["code"] for error in answer.errors if error["path"] == [field]}
    assert codes <= {*REFUSALS, "BAD_USER_INPUT"}, f"{field}{filled}: {answer}"
    if value is not None and root_field(field)[0] == "mutation":
        assert value["__typename"] in {"NotFound", "InvalidToken"}, f"{field}{filled}: {answer}"


def attacks_on(document: Nested, scene: Scene, foreign: dict[str, list[str]]) -> Iterator[dict[Path, Any]]:
    """Each place for an id, a slug, a cursor or a search holds something foreign, the others one's own; then all do."""
    own, ids = honest(document, scene.own), {}
    for path, type_ in document.slots():
        name = path[-1].rpartition("_")[2]
        values = foreign.get(name, foreign["id"] if type_.name == "ID" else [])
        if type_.name == "ID":
            ids[path] = values[0]
        if (document.root, name) not in ANYBODY and (type_.name == "ID" or document.root in QUERIES):
            yield from ({**own, path: value} for value in values)
    if len(ids) > 1:
        yield {**own, **ids}


def test_every_text_of_the_contract_is_read_by_somebody(answers: Answers):
    """Else the tests above would prove nothing of it."""
    read = {
        f"{type_.name}.{name}"
        for by_query in answers.values()
        for answer in by_query.values()
        for _, type_, found in objects_in(answer.data)
        for name, value in found.items()
        if value is not None
    }
    texts = {
        f"{type_.name}.{name}"
        for type_ in types_below(contract().query_type)
        for name, field in type_.fields.items()
        if get_named_type(field.type).name in TEXTS
    }
    assert len(texts) > 50
    assert texts - read == set()


def types_below(root: GraphQLObjectType | None) -> set[GraphQLObjectType]:
    """Every type of object that its fields lead to."""
    found, waiting = set[GraphQLObjectType](), [root] if root else []
    while waiting:
        below = {get_named_type(field.type) for field in waiting.pop().fields.values()}
        new = {each for each in below if isinstance(each, GraphQLObjectType)} - found
        found |= new
        waiting += new
    return found


def test_no_answer_shows_what_is_kept_secret(scene: Scene, answers: Answers):
    database = scene.server.database
    kept = {
        str(value)
        for table in database.columns()
        for row in database.rows(f'SELECT * FROM "{table}"')
        for name, value in row.items()
        if re.search("hash|digest|sealed|secret", name) and value
    }
    assert len(kept) > 50
    shown = "".join(answer.text for by_query in answers.values() for answer in by_query.values())
    assert [value for value in kept if value in shown] == []

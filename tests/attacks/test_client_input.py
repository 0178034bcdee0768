"""Item 6: what only the server or an administrator sets is no argument of anybody else, by whatever name it is sent.

Generated: a field is covered as soon as it stands in codegen/schema.graphql.
"""

import pytest
from graphql import GraphQLInputObjectType, get_named_type

from tests.support.documents import root_field, root_field_names
from tests.support.nested import nested
from tests.support.people import sign_up_verified

pytestmark = pytest.mark.one_engine

NOT_THEIRS = {
    "role": "ADMIN",
    "emailVerified": True,
    "phoneVerified": True,
    "appData": {"plan": "gold"},
    "isActive": True,
    "id": "01900000-0000-7000-8000-000000000000",
    "createdAt": "2020-01-01T00:00:00Z",
    "expiresAt": None,
    "passwordHash": "$2b$04$" + "a" * 53,
    "lastSignInAt": None,
    "ownerId": None,
    "__typename": "User",
}


def guards_of(name: str) -> set[str]:
    node = root_field(name)[1].ast_node
    assert node
    return {directive.name.value for directive in node.directives or ()}


def inputs_of(name: str) -> list[str]:
    arguments = root_field(name)[1].args.items()
    return [key for key, each in arguments if isinstance(get_named_type(each.type), GraphQLInputObjectType)]


# An organisation's administrators give ranks in it, within their own: tests/members and tests/invites.
TAKERS = [
    (name, key)
    for name in root_field_names()
    if not guards_of(name) & {"hasRole", "hasOrgRole"}
    for key in inputs_of(name)
]


@pytest.fixture(scope="module")
def person(server):
    return sign_up_verified(server.api)


@pytest.mark.parametrize(("name", "key"), TAKERS, ids=[name for name, _ in TAKERS])
def test_what_is_not_theirs_to_set(person, database, name, key):
    document = nested(name)
    variables = document.variables({})
    with database.unchanged():
        for field, value in NOT_THEIRS.items():
            answer = person.api.execute(document.text, **{**variables, key: {**variables.get(key, {}), field: value}})
            assert (answer.code, answer.data) == ("BAD_USER_INPUT", None), field


def test_what_they_say_of_themselves_means_nothing_to_us(person):
    claims = {"role": "ADMIN", "emailVerified": False, "isActive": False, "id": "1"}
    person.api.run("updateProfile", input={"userData": claims})
    me = person.api.run("me")
    assert (me["role"], me["emailVerified"], me["isActive"], me["id"]) == ("USER", True, True, person.user_id)
    assert me["userData"] == claims

"""orgMembers and Org.members: pages that stay put, filters to the letter, and who reads what."""

import base64

import pytest

from tests.orgs.teams import add, found, make_team, of

PAGE = """query Page($orgId: ID!, $first: Int, $after: String, $role: OrgRole, $search: String) {
  orgMembers(orgId: $orgId, first: $first, after: $after, role: $role, search: $search) {
    totalCount
    edges { cursor node { userId } }
    nodes { userId }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}"""


def page(person, team, **arguments):
    return person.api.run(PAGE, orgId=team.id, **arguments)["orgMembers"]


def ids(connection):
    return [node["userId"] for node in connection["nodes"]]


def everyone(person, team, size, between=lambda: None):
    """Walks through all pages, doing something between them."""
    seen, after = [], None
    while True:
        connection = page(person, team, first=size, after=after)
        seen += ids(connection)
        if not connection["pageInfo"]["hasNextPage"]:
            return seen
        after = connection["pageInfo"]["endCursor"]
        between()


def test_it_lists_in_the_order_of_joining(crowd, team):
    connection = page(crowd.member, team)
    assert ids(connection) == [crowd.owner.user_id, crowd.admin.user_id, crowd.member.user_id]
    assert [edge["node"]["userId"] for edge in connection["edges"]] == ids(connection)
    assert connection["totalCount"] == 3
    cursors = [edge["cursor"] for edge in connection["edges"]]
    assert connection["pageInfo"] == {
        "hasNextPage": False,
        "hasPreviousPage": False,
        "startCursor": cursors[0],
        "endCursor": cursors[-1],
    }


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_pages_of_any_size_come_to_the_same(crowd, team, size):
    assert everyone(crowd.member, team, size) == [crowd.owner.user_id, crowd.admin.user_id, crowd.member.user_id]


def test_pages_stay_put_while_members_come_and_go(crowd, team):
    waiting = [crowd.outsider, crowd.moderator, crowd.site_admin]

    def someone_goes_and_someone_comes():
        crowd.owner.api.run("removeMember", input=of(team, crowd.admin))
        if waiting:
            add(crowd.owner, team, waiting.pop(0))

    seen = everyone(crowd.owner, team, 2, someone_goes_and_someone_comes)
    assert seen[:3] == [crowd.owner.user_id, crowd.admin.user_id, crowd.member.user_id]
    assert len(seen) == len(set(seen))


def test_a_cursor_outlives_the_member_that_it_names(crowd, team):
    first = page(crowd.owner, team, first=2)
    crowd.owner.api.run("removeMember", input=of(team, crowd.admin))
    assert ids(page(crowd.owner, team, after=first["pageInfo"]["endCursor"])) == [crowd.member.user_id]


@pytest.mark.parametrize("first", [0, -1, 101, 10**6])
def test_a_page_of_no_size(crowd, team, first):
    answer = crowd.member.api.execute(PAGE, orgId=team.id, first=first)
    assert answer.code == "BAD_USER_INPUT"
    assert answer.errors[0]["extensions"]["fields"][0]["path"] == "first"


def test_first_may_be_null(crowd, team):
    assert page(crowd.member, team, first=None)["totalCount"] == 3


@pytest.mark.parametrize(
    "after",
    [
        "",
        "x",
        "\x00",
        "é",
        "A" * 10_000,
        base64.b64encode(b"1 memberships x").decode(),
        base64.b64encode(b"1 invites 01900000-0000-7000-8000-000000000000").decode(),
        base64.b64encode(b"2 memberships 01900000-0000-7000-8000-000000000000").decode(),
    ],
)
def test_a_malformed_cursor(crowd, team, after):
    answer = crowd.member.api.execute(PAGE, orgId=team.id, after=after)
    assert answer.code == "BAD_USER_INPUT"
    assert answer.errors[0]["extensions"]["fields"][0]["path"] == "after"


def test_a_cursor_of_another_organisation_opens_nothing(crowd, team):
    other = make_team(crowd)
    crowd.owner.api.run("removeMember", input=of(team, crowd.member))
    cursor = page(crowd.owner, team)["pageInfo"]["endCursor"]
    assert ids(page(crowd.owner, other, after=cursor)) == [
        crowd.owner.user_id,
        crowd.admin.user_id,
        crowd.member.user_id,
    ]


def test_of_one_role(crowd, team):
    assert ids(page(crowd.member, team, role="ADMIN")) == [crowd.admin.user_id]


@pytest.mark.parametrize("search", ["Mia", "mia m", "MIA MEMBER"])
def test_search_takes_the_beginning_of_a_name(crowd, team, search):
    for who in (crowd.member, crowd.owner):
        found_by_name = page(who, team, search=search)
        assert (ids(found_by_name), found_by_name["totalCount"]) == ([crowd.member.user_id], 1)


@pytest.mark.parametrize("search", ["Member", "%", "_", "M%", "M_a", "\\", "'", "' OR 1=1 --", "x" * 254])
def test_search_knows_no_wildcards(crowd, team, search):
    assert ids(page(crowd.member, team, search=search)) == []


def test_search_is_literal_where_a_name_holds_a_wildcard(server, crowd, team, newcomer):
    odd = newcomer()
    add(crowd.owner, team, odd)
    for name in ("100% Anna", "a_b", "back\\slash", "O'Hara"):
        odd.api.run("updateProfile", input={"fullName": name})
        assert ids(page(crowd.member, team, search=name[:4])) == [odd.user_id], name


@pytest.mark.parametrize("search", ["\x00", "x" * 255])
def test_search_that_will_not_do(crowd, team, search):
    answer = crowd.member.api.execute(PAGE, orgId=team.id, search=search)
    assert answer.code == "BAD_USER_INPUT"
    assert answer.errors[0]["extensions"]["fields"][0]["path"] == "search"


@pytest.mark.parametrize(
    ("who", "finds"), [("owner", True), ("admin", True), ("moderator", True), ("site_admin", True), ("member", False)]
)
def test_only_who_reads_addresses_searches_them(crowd, team, who, finds):
    found_by_address = page(getattr(crowd, who), team, search=crowd.admin.email[:-4].upper())
    assert ids(found_by_address) == ([crowd.admin.user_id] if finds else [])


def test_plain_members_see_names_and_no_address_but_their_own(crowd, team):
    nodes = crowd.member.api.run("orgMembers", orgId=team.id)["nodes"]
    assert [node["email"] for node in nodes] == [None, None, crowd.member.email]
    assert [node["fullName"] for node in nodes] == ["Olga Owner", "Adam Admin", "Mia Member"]
    assert [node["user"]["email"] for node in nodes] == [None, None, crowd.member.email]


@pytest.mark.parametrize(("who", "code"), [("outsider", "NOT_FOUND")])
def test_who_is_denied(api, crowd, team, who, code):
    assert getattr(crowd, who).api.execute("orgMembers", orgId=team.id).code == code
    assert api.execute("orgMembers", orgId=team.id).code == "UNAUTHENTICATED"


def test_the_members_of_a_nested_organisation_ask_for_membership_again(crowd, team):
    document = "query Nested($id: ID!) { org(orgId: $id) { members(first: 2) { totalCount nodes { fullName } } } }"
    members = crowd.member.api.run(document, id=team.id)["org"]["members"]
    assert (members["totalCount"], len(members["nodes"])) == (3, 2)
    invited = found(crowd.outsider)
    crowd.outsider.api.run("addMember", input={"orgId": invited["id"], "userId": crowd.owner.user_id})
    nested = """query Nested($id: ID!) { user: orgMembers(orgId: $id) { nodes { user { memberships { orgId } } } } }"""
    nodes = crowd.member.api.run(nested, id=team.id)["user"]["nodes"]
    assert [node["user"]["memberships"] is None for node in nodes] == [True, True, False]

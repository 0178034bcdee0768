"""users: people in the order of sign-up, page by page."""

import secrets

import pytest

PAGE = """query($first: Int, $after: String, $search: String, $role: SiteRole, $active: Boolean) {
  users(first: $first, after: $after, search: $search, role: $role, active: $active) {
    nodes { id email } edges { cursor } pageInfo { hasNextPage endCursor } totalCount
  }
}"""


def page(person, **arguments):
    return person.api.run(PAGE, **arguments)["users"]


def emails(found):
    return [node["email"] for node in found["nodes"]]


def test_pages_join_up_without_gap_or_repetition(moderator, newcomer):
    mark = f"paging{secrets.token_hex(4)}"
    signed_up = [newcomer(email=f"{mark}-{number}@example.com").email for number in range(5)]
    seen, after = [], None
    while True:
        found = page(moderator, first=2, after=after, search=mark)
        seen += emails(found)
        if not found["pageInfo"]["hasNextPage"]:
            break
        after = found["pageInfo"]["endCursor"]
    assert seen == signed_up


def test_a_search_is_the_beginning_of_a_name_or_address(moderator, newcomer):
    mark = secrets.token_hex(4)
    by_name = newcomer(fullName=f"Zo{mark} 100% Under_score").email
    assert emails(page(moderator, search=f"zO{mark}")) == [by_name]
    assert emails(page(moderator, search=f"Zo{mark} 100%")) == [by_name]
    assert emails(page(moderator, search=by_name.upper()[:20])) == [by_name]
    for literal in (f"Zo{mark}%", f"Zo{mark} 100% Under-", f"Zo{mark[:-1]}_", mark):
        assert emails(page(moderator, search=literal)) == []


def test_by_role_and_by_activity(admin, moderator, person):
    assert admin.email in emails(page(moderator, role="ADMIN", first=100))
    assert person.email not in emails(page(moderator, role="ADMIN", first=100))
    moderator.api.run("deactivateUser", id=person.user_id)
    assert person.email in emails(page(moderator, active=False, search=person.email))
    assert emails(page(moderator, active=True, search=person.email)) == []


@pytest.mark.parametrize("first", [0, -1, 101])
def test_a_page_has_1_to_100(moderator, first):
    assert moderator.api.execute(PAGE, first=first).code == "BAD_USER_INPUT"


@pytest.mark.parametrize("after", ["", "nonsense", "a\x00b"])
def test_a_cursor_that_is_none(moderator, after):
    answer = moderator.api.execute(PAGE, first=1, after=after)
    assert answer.code in ("BAD_USER_INPUT", None)
    assert answer.status == 200


def test_others_are_refused(api, person):
    assert api.execute(PAGE).code == "UNAUTHENTICATED"
    assert person.api.execute(PAGE).code == "FORBIDDEN"

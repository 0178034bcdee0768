"""addMembers: up to 500 at once, and a word about each who was skipped."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from tests.orgs.teams import NOWHERE


def add_all(person, team, user_ids, **more):
    return person.api.run("addMembers", input={"orgId": team.id, "userIds": user_ids, **more})


def test_it_tells_who_was_added_and_who_was_skipped_and_why(crowd, team, database):
    outsider, moderator = crowd.outsider.user_id, crowd.moderator.user_id
    outcome = add_all(crowd.admin, team, [outsider, NOWHERE, crowd.member.user_id, "me", outsider, moderator])
    assert [member["userId"] for member in outcome["members"]] == [outsider, moderator]
    assert {(skipped["userId"], skipped["reason"]) for skipped in outcome["skipped"]} == {
        (NOWHERE, "NOT_FOUND"),
        (crowd.member.user_id, "ALREADY_MEMBER"),
        ("me", "NOT_FOUND"),
    }
    assert team.role_of(crowd.moderator) == "MEMBER"
    assert database.count("audit_events", "org_id = ? AND type = ?", team.id, "auth.members_bulk_added") == 1


def test_500_are_fine_and_501_are_not(crowd, team, database):
    strangers = [str(uuid4()) for _ in range(500)]
    with database.unchanged():
        outcome = add_all(crowd.owner, team, strangers)
        refused = add_all(crowd.owner, team, [*strangers, NOWHERE])
    assert len(outcome["skipped"]) == 500
    assert (refused["__typename"], refused["fields"][0]["path"]) == ("InvalidInput", "userIds")
    assert refused["fields"][0]["message"] == "must be at most 500"


def test_none_is_fine(crowd, team, database):
    with database.unchanged():
        assert add_all(crowd.owner, team, [])["members"] == []


def test_no_rank_above_ones_own(crowd, team, database):
    with database.unchanged():
        refused = add_all(crowd.admin, team, [crowd.outsider.user_id], role="OWNER")
    assert refused["__typename"] == "RoleTooHigh"


@pytest.mark.parametrize(("who", "code"), [("member", "FORBIDDEN"), ("outsider", "NOT_FOUND")])
def test_who_is_denied(crowd, team, database, who, code):
    request = {"orgId": team.id, "userIds": [crowd.outsider.user_id]}
    with database.unchanged():
        assert getattr(crowd, who).api.execute("addMembers", input=request).code == code


def test_overlapping_lists_at_once_add_each_person_once(crowd, team, database):
    people = [crowd.outsider.user_id, crowd.moderator.user_id, crowd.site_admin.user_id]
    with ThreadPoolExecutor(6) as pool:
        outcomes = list(pool.map(lambda turn: add_all(crowd.owner, team, people[turn % 3 :]), range(6)))
    added = [member["userId"] for outcome in outcomes for member in outcome["members"]]
    assert sorted(added) == sorted(people)
    assert database.count("memberships", "org_id = ?", team.id) == 6

"""removeMember: an owner stays, and nobody removes a rank above their own."""

import pytest

from tests.orgs.teams import NOWHERE, found, of


@pytest.mark.parametrize(
    ("who", "whom", "outcome"),
    [
        ("admin", "member", "MemberRemoved"),
        ("admin", "admin", "MemberRemoved"),
        ("admin", "owner", "RoleTooHigh"),
        ("owner", "admin", "MemberRemoved"),
        ("owner", "owner", "LastOwner"),
        ("owner", "outsider", "NotFound"),
        ("site_admin", "member", "MemberRemoved"),
        ("site_admin", "owner", "LastOwner"),
    ],
)
def test_who_removes_whom(crowd, team, database, who, whom, outcome):
    person = getattr(crowd, whom)
    before = team.role_of(person)
    answer = getattr(crowd, who).api.run("removeMember", input=of(team, person))
    assert answer["__typename"] == outcome
    removed = outcome == "MemberRemoved"
    assert team.role_of(person) == (None if removed else before)
    assert database.count("audit_events", "org_id = ? AND type = ?", team.id, "auth.member_removed") == removed
    assert team.owners() == 1


def test_it_works_from_the_next_request_on(crowd, team):
    crowd.owner.api.run("removeMember", input=of(team, crowd.member))
    assert crowd.member.api.execute("org", orgId=team.id).code == "NOT_FOUND"


@pytest.mark.parametrize("user_id", [NOWHERE, "", "\x00"])
def test_somebody_unknown(crowd, team, database, user_id):
    with database.unchanged():
        refused = crowd.owner.api.run("removeMember", input={"orgId": team.id, "userId": user_id})
    assert refused["__typename"] == "NotFound"


def test_a_member_of_another_organisation_is_as_unknown(crowd, team, newcomer, database):
    stranger = newcomer()
    theirs = found(stranger)
    with database.unchanged():
        refused = crowd.owner.api.run("removeMember", input=of(team, stranger))
        denied = crowd.owner.api.execute("removeMember", input={"orgId": theirs["id"], "userId": stranger.user_id})
    assert refused["__typename"] == "NotFound"
    assert denied.code == "NOT_FOUND"


@pytest.mark.parametrize(("who", "code"), [("member", "FORBIDDEN"), ("outsider", "NOT_FOUND")])
def test_who_is_denied(crowd, team, database, who, code):
    with database.unchanged():
        assert getattr(crowd, who).api.execute("removeMember", input=of(team, crowd.member)).code == code

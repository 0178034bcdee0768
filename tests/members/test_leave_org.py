"""leaveOrg: anyone may go, but the last owner."""

import pytest

from tests.orgs.teams import add


@pytest.mark.parametrize("who", ["admin", "member"])
def test_anyone_leaves(crowd, team, database, who):
    person = getattr(crowd, who)
    left = person.api.run("leaveOrg", orgId=team.id)
    assert (left["orgId"], left["userId"]) == (team.id, person.user_id)
    assert person.api.execute("org", orgId=team.id).code == "NOT_FOUND"
    assert database.count("audit_events", "org_id = ? AND type = ?", team.id, "auth.member_removed") == 1


def test_the_last_owner_stays(crowd, team, database):
    with database.unchanged():
        assert crowd.owner.api.run("leaveOrg", orgId=team.id)["__typename"] == "LastOwner"


def test_one_of_two_owners_leaves(crowd, team):
    add(crowd.owner, team, crowd.outsider, role="OWNER")
    assert crowd.owner.api.run("leaveOrg", orgId=team.id)["__typename"] == "MemberRemoved"
    assert team.owners() == 1


@pytest.mark.parametrize("who", ["outsider", "moderator", "site_admin"])
def test_who_does_not_belong_cannot_leave(crowd, team, database, who):
    with database.unchanged():
        assert getattr(crowd, who).api.execute("leaveOrg", orgId=team.id).code == "NOT_FOUND"

"""addMember: someone with an account, at most of the viewer's own rank."""

import pytest

from tests.orgs.teams import NOWHERE, of


def test_an_admin_adds_a_member(crowd, team, database):
    added = crowd.admin.api.run("addMember", input=of(team, crowd.outsider))
    assert (added["__typename"], added["userId"], added["role"]) == ("OrgMember", crowd.outsider.user_id, "MEMBER")
    assert (added["fullName"], added["email"]) == ("Otto", crowd.outsider.email)
    assert added["org"]["memberCount"] == 4
    assert crowd.outsider.api.run("org", orgId=team.id)["viewerRole"] == "MEMBER"
    assert database.count("audit_events", "org_id = ? AND type = ?", team.id, "auth.member_added") == 3


def test_who_belongs_already(crowd, team, database):
    with database.unchanged():
        refused = crowd.owner.api.run("addMember", input=of(team, crowd.member, role="ADMIN"))
    assert refused["__typename"] == "AlreadyMember"


@pytest.mark.parametrize("user_id", [NOWHERE, "", "me", "\x00", "x" * 5000])
def test_somebody_unknown(crowd, team, database, user_id):
    with database.unchanged():
        refused = crowd.owner.api.run("addMember", input={"orgId": team.id, "userId": user_id})
    assert refused["__typename"] == "NotFound"


def test_a_deactivated_account_is_as_unknown(crowd, team, newcomer, database):
    gone = newcomer()
    database.execute("UPDATE users SET is_active = ? WHERE id = ?", False, gone.user_id)
    assert crowd.owner.api.run("addMember", input=of(team, gone))["__typename"] == "NotFound"


@pytest.mark.parametrize(
    ("who", "role", "outcome"),
    [
        ("admin", "ADMIN", "OrgMember"),
        ("admin", "OWNER", "RoleTooHigh"),
        ("owner", "OWNER", "OrgMember"),
        ("site_admin", "OWNER", "OrgMember"),
    ],
)
def test_no_rank_above_ones_own(crowd, team, who, role, outcome):
    answer = getattr(crowd, who).api.run("addMember", input=of(team, crowd.outsider, role=role))
    assert answer["__typename"] == outcome
    assert team.role_of(crowd.outsider) == (role if outcome == "OrgMember" else None)


@pytest.mark.parametrize(
    ("who", "code"), [("member", "FORBIDDEN"), ("outsider", "NOT_FOUND"), ("moderator", "FORBIDDEN")]
)
def test_who_is_denied(crowd, team, database, who, code):
    with database.unchanged():
        assert getattr(crowd, who).api.execute("addMember", input=of(team, crowd.outsider)).code == code


def test_many_at_once_add_one(crowd, team, database):
    answers = crowd.owner.api.execute_together(8, "addMember", input=of(team, crowd.outsider))
    outcomes = sorted(answer.data["addMember"]["__typename"] for answer in answers)
    assert outcomes == ["AlreadyMember"] * 7 + ["OrgMember"]
    assert database.count("memberships", "org_id = ? AND user_id = ?", team.id, crowd.outsider.user_id) == 1

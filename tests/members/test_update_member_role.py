"""updateMemberRole: nobody grants or changes a rank above their own, and an owner stays."""

import pytest

from tests.orgs.teams import NOWHERE, add, found, of


@pytest.mark.parametrize(
    ("who", "whose", "role", "outcome"),
    [
        ("admin", "member", "ADMIN", "OrgMember"),
        ("admin", "member", "OWNER", "RoleTooHigh"),
        ("admin", "owner", "MEMBER", "RoleTooHigh"),
        ("admin", "admin", "MEMBER", "OrgMember"),
        ("admin", "admin", "OWNER", "RoleTooHigh"),
        ("owner", "admin", "OWNER", "OrgMember"),
        ("owner", "owner", "ADMIN", "LastOwner"),
        ("owner", "owner", "OWNER", "OrgMember"),
        ("owner", "outsider", "ADMIN", "NotFound"),
        ("site_admin", "member", "OWNER", "OrgMember"),
        ("site_admin", "owner", "MEMBER", "LastOwner"),
    ],
)
def test_who_makes_whom_what(crowd, team, who, whose, role, outcome):
    person = getattr(crowd, whose)
    before = team.role_of(person)
    answer = getattr(crowd, who).api.run("updateMemberRole", input=of(team, person, role=role))
    assert answer["__typename"] == outcome
    assert team.role_of(person) == (role if outcome == "OrgMember" else before)
    assert team.owners() >= 1


def test_a_second_owner_lets_the_first_step_down(crowd, team, database):
    add(crowd.owner, team, crowd.outsider, role="OWNER")
    assert crowd.owner.api.run("updateMemberRole", input=of(team, crowd.owner, role="MEMBER"))["role"] == "MEMBER"
    assert database.count("audit_events", "org_id = ? AND type = ?", team.id, "auth.member_role_updated") == 1


def test_a_deactivated_owner_does_not_count(crowd, team, newcomer, database):
    gone = newcomer()
    add(crowd.owner, team, gone, role="OWNER")
    database.execute("UPDATE users SET is_active = ? WHERE id = ?", False, gone.user_id)
    refused = crowd.owner.api.run("updateMemberRole", input=of(team, crowd.owner, role="MEMBER"))
    assert refused["__typename"] == "LastOwner"


def test_a_change_counts_within_the_same_operation(crowd, team):
    answer = crowd.owner.api.run(
        """mutation Both($up: UpdateMemberRoleInput!, $down: UpdateMemberRoleInput!) {
             up: updateMemberRole(input: $up) { ... on OrgMember { role } }
             down: updateMemberRole(input: $down) { ... on OrgMember { role org { viewerRole } } }
           }""",
        up=of(team, crowd.admin, role="OWNER"),
        down=of(team, crowd.owner, role="MEMBER"),
    )
    assert answer["down"] == {"role": "MEMBER", "org": {"viewerRole": "MEMBER"}}


@pytest.mark.parametrize("user_id", [NOWHERE, "", "\x00"])
def test_somebody_unknown(crowd, team, database, user_id):
    with database.unchanged():
        refused = crowd.owner.api.run("updateMemberRole", input={"orgId": team.id, "userId": user_id, "role": "ADMIN"})
    assert refused["__typename"] == "NotFound"


def test_a_member_of_another_organisation_is_as_unknown(crowd, team, newcomer, database):
    stranger = newcomer()
    found(stranger)
    with database.unchanged():
        refused = crowd.owner.api.run("updateMemberRole", input=of(team, stranger, role="ADMIN"))
    assert refused["__typename"] == "NotFound"


@pytest.mark.parametrize(("who", "code"), [("member", "FORBIDDEN"), ("outsider", "NOT_FOUND")])
def test_who_is_denied(crowd, team, database, who, code):
    with database.unchanged():
        answer = getattr(crowd, who).api.execute("updateMemberRole", input=of(team, crowd.member, role="ADMIN"))
    assert answer.code == code


def test_a_role_is_one_of_three(crowd, team, database):
    with database.unchanged():
        answer = crowd.owner.api.execute("updateMemberRole", input=of(team, crowd.member, role="SUPREME"))
    assert answer.code == "BAD_USER_INPUT"

"""transferOwnership: a member becomes owner, the old owner admin, in one step."""

import pytest

from tests.orgs.teams import NOWHERE, add, of


def test_the_old_owner_becomes_admin(crowd, team, database):
    heir = crowd.owner.api.run("transferOwnership", input=of(team, crowd.member))
    assert (heir["userId"], heir["role"]) == (crowd.member.user_id, "OWNER")
    assert (team.role_of(crowd.owner), team.role_of(crowd.member)) == ("ADMIN", "OWNER")
    assert database.count("audit_events", "org_id = ? AND type = ?", team.id, "auth.org_ownership_transferred") == 1


def test_a_co_owner_stays(crowd, team):
    add(crowd.owner, team, crowd.outsider, role="OWNER")
    crowd.owner.api.run("transferOwnership", input=of(team, crowd.member))
    assert team.role_of(crowd.outsider) == "OWNER"


def test_where_a_site_admin_does_it_all_owners_become_admins(crowd, team):
    add(crowd.owner, team, crowd.outsider, role="OWNER")
    crowd.site_admin.api.run("transferOwnership", input=of(team, crowd.member))
    assert [team.role_of(person) for person in (crowd.owner, crowd.outsider, crowd.member)] == [
        "ADMIN",
        "ADMIN",
        "OWNER",
    ]


def test_to_oneself_it_is_refused(crowd, team, database):
    with database.unchanged():
        refused = crowd.owner.api.run("transferOwnership", input=of(team, crowd.owner))
    assert (refused["__typename"], refused["fields"][0]["path"]) == ("InvalidInput", "userId")


@pytest.mark.parametrize("user_id", [NOWHERE, "", "x", "\x00"])
def test_to_somebody_unknown(crowd, team, database, user_id):
    with database.unchanged():
        refused = crowd.owner.api.run("transferOwnership", input={"orgId": team.id, "userId": user_id})
    assert refused["__typename"] == "NotFound"


def test_to_somebody_who_does_not_belong(crowd, team, database):
    with database.unchanged():
        refused = crowd.owner.api.run("transferOwnership", input=of(team, crowd.outsider))
    assert refused["__typename"] == "NotFound"


def test_to_a_deactivated_account(crowd, team, newcomer, database):
    gone = newcomer()
    add(crowd.owner, team, gone)
    database.execute("UPDATE users SET is_active = ? WHERE id = ?", False, gone.user_id)
    assert crowd.owner.api.run("transferOwnership", input=of(team, gone))["__typename"] == "NotFound"


@pytest.mark.parametrize(
    ("who", "code"), [("admin", "FORBIDDEN"), ("outsider", "NOT_FOUND"), ("moderator", "FORBIDDEN")]
)
def test_who_is_denied(crowd, team, database, who, code):
    with database.unchanged():
        answer = getattr(crowd, who).api.execute("transferOwnership", input=of(team, crowd.member))
    assert answer.code == code

"""deleteOrg: with its memberships and invitations, by an owner who proved who they are."""

import pytest

from tests.support.people import new_email, sign_in


def test_everything_of_it_goes(crowd, team, database):
    crowd.owner.api.run("invite", input={"orgId": team.id, "email": new_email(), "sendEmail": False})
    crowd.member.api.run("switchOrg", orgId=team.id)
    assert crowd.owner.api.run("deleteOrg", orgId=team.id)["orgId"] == team.id
    for table in ("memberships", "invites"):
        assert database.count(table, "org_id = ?", team.id) == 0
    assert database.count("orgs", "id = ?", team.id) == 0
    assert database.count("audit_events", "org_id = ? AND type = ?", team.id, "auth.org_deleted") == 1
    assert crowd.member.api.run("session")["activeOrg"] is None


@pytest.mark.parametrize(
    ("who", "code"), [("admin", "FORBIDDEN"), ("outsider", "NOT_FOUND"), ("moderator", "FORBIDDEN")]
)
def test_who_is_denied(crowd, team, database, who, code):
    with database.unchanged():
        assert getattr(crowd, who).api.execute("deleteOrg", orgId=team.id).code == code


def test_a_session_that_proved_nothing_lately_is_asked_again(crowd, team, api, database):
    sleepy = sign_in(api, crowd.owner.email)
    long_ago = "2020-01-01 00:00:00+00:00"
    database.execute("UPDATE sessions SET authenticated_at = ? WHERE id = ?", long_ago, sleepy.session_id)
    with database.unchanged():
        answer = sleepy.api.execute("deleteOrg", orgId=team.id)
    assert answer.code == "REAUTHENTICATION_REQUIRED"

"""updateOrg: what is left out stays, null clears."""

import secrets

import pytest

from tests.orgs.teams import NOWHERE, found


def test_an_admin_changes_what_is_given_and_no_more(crowd, team, database):
    before = crowd.admin.api.run("org", orgId=team.id)
    after = crowd.admin.api.run("updateOrg", input={"orgId": team.id, "description": "We make anvils."})
    assert after["description"] == "We make anvils."
    assert (after["name"], after["slug"]) == (before["name"], before["slug"])
    assert after["updatedAt"] > before["updatedAt"]
    assert database.count("audit_events", "org_id = ? AND type = ?", team.id, "auth.org_updated") == 1


def test_null_clears_the_description(crowd, team):
    crowd.owner.api.run("updateOrg", input={"orgId": team.id, "description": "We make anvils."})
    assert crowd.owner.api.run("updateOrg", input={"orgId": team.id, "description": None})["description"] is None


def test_a_new_slug_finds_it(crowd, team):
    slug = f"renamed-{secrets.token_hex(4)}"
    crowd.admin.api.run("updateOrg", input={"orgId": team.id, "slug": slug.upper()})
    assert crowd.member.api.run("orgBySlug", slug=slug)["id"] == team.id
    assert crowd.member.api.execute("orgBySlug", slug=team.slug).code == "NOT_FOUND"


def test_another_organisations_slug_is_taken(crowd, team, database):
    other = found(crowd.owner)
    with database.unchanged():
        refused = crowd.owner.api.run("updateOrg", input={"orgId": team.id, "slug": other["slug"].upper()})
    assert refused["__typename"] == "SlugTaken"


@pytest.mark.parametrize(
    ("field", "value"), [("name", None), ("name", " "), ("slug", None), ("slug", "-"), ("isActive", None)]
)
def test_what_cannot_be_cleared(crowd, team, database, field, value):
    with database.unchanged():
        refused = crowd.owner.api.run("updateOrg", input={"orgId": team.id, field: value})
    assert (refused["__typename"], refused["fields"][0]["path"]) == ("InvalidInput", field)


def test_only_owners_deactivate_and_reactivate(crowd, team, database):
    with database.unchanged():
        answer = crowd.admin.api.execute("updateOrg", input={"orgId": team.id, "isActive": False})
    assert (answer.code, answer.reason) == ("FORBIDDEN", "ROLE_TOO_LOW")
    assert crowd.owner.api.run("updateOrg", input={"orgId": team.id, "isActive": False})["isActive"] is False
    assert crowd.owner.api.run("updateOrg", input={"orgId": team.id, "isActive": True})["isActive"] is True
    assert crowd.member.api.run("org", orgId=team.id)["isActive"] is True


@pytest.mark.parametrize(
    ("who", "code"), [("member", "FORBIDDEN"), ("outsider", "NOT_FOUND"), ("moderator", "FORBIDDEN")]
)
def test_who_is_denied(crowd, team, database, who, code):
    with database.unchanged():
        answer = getattr(crowd, who).api.execute("updateOrg", input={"orgId": team.id, "name": "Mine"})
    assert answer.code == code


def test_a_site_admin_may(crowd, team):
    assert crowd.site_admin.api.run("updateOrg", input={"orgId": team.id, "name": "Moderated"})["name"] == "Moderated"


def test_one_that_is_not_there(crowd):
    assert crowd.site_admin.api.execute("updateOrg", input={"orgId": NOWHERE, "name": "Mine"}).code == "NOT_FOUND"

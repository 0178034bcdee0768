"""org and orgBySlug: members see, outsiders learn nothing."""

import pytest

from tests.orgs.teams import NOWHERE


@pytest.mark.parametrize("who", ["owner", "admin", "member", "moderator", "site_admin"])
def test_who_may_see_it(crowd, team, who):
    api = getattr(crowd, who).api
    assert api.run("org", orgId=team.id)["slug"] == team.slug
    assert api.run("orgBySlug", slug=team.slug.upper())["id"] == team.id


def test_each_member_is_told_their_own_rank(crowd, team):
    ranks = [getattr(crowd, who).api.run("org", orgId=team.id)["viewerRole"] for who in ("owner", "admin", "member")]
    assert ranks == ["OWNER", "ADMIN", "MEMBER"]
    assert crowd.site_admin.api.run("org", orgId=team.id)["viewerRole"] is None


def test_an_outsider_cannot_tell_it_from_one_that_is_not_there(crowd, team):
    answers = [crowd.outsider.api.execute("org", orgId=id_) for id_ in (team.id, NOWHERE, "x", "", "\x00", "1" * 5000)]
    answers += [
        crowd.outsider.api.execute("orgBySlug", slug=slug)
        for slug in (team.slug, "nobody", "", "\x00", "x" * 80, "x" * 5000)
    ]
    assert {answer.code for answer in answers} == {"NOT_FOUND"}
    assert len({answer.errors[0]["message"] for answer in answers}) == 1


def test_nobody_is_denied(api, team):
    assert api.execute("org", orgId=team.id).code == "UNAUTHENTICATED"
    assert api.execute("orgBySlug", slug=team.slug).code == "UNAUTHENTICATED"


def test_a_deactivated_one_is_there_for_owners_and_site_admins_alone(crowd, team):
    crowd.owner.api.run("updateOrg", input={"orgId": team.id, "isActive": False})
    for who in ("owner", "site_admin"):
        assert getattr(crowd, who).api.run("org", orgId=team.id)["isActive"] is False
    for who in ("admin", "member", "moderator", "outsider"):
        api = getattr(crowd, who).api
        assert api.execute("org", orgId=team.id).code == "NOT_FOUND"
        assert api.execute("orgBySlug", slug=team.slug).code == "NOT_FOUND"
    mine = crowd.member.api.run("{ me { memberships { orgId } } }")["me"]["memberships"]
    assert team.id not in {membership["orgId"] for membership in mine}
    owned = crowd.owner.api.run("{ me { memberships { orgId } } }")["me"]["memberships"]
    assert team.id in {membership["orgId"] for membership in owned}

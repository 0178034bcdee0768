"""switchOrg: the next access tokens speak for an organisation, as long as the person belongs to it."""

import jwt
import pytest

from tests.orgs.teams import NOWHERE, add, of


def claims_of(token: str) -> dict:
    return jwt.decode(token, options={"verify_signature": False})


def switch(person, org_id):
    answer = person.api.run("switchOrg", orgId=org_id)
    assert answer["__typename"] == "SignedIn", answer
    return answer


def test_the_new_token_speaks_for_it_and_the_refresh_token_stays(crowd, team):
    answer = switch(crowd.admin, team.id)
    claims = claims_of(answer["accessToken"])
    assert (claims["org_id"], claims["org_role"]) == (team.id, "ADMIN")
    assert answer["refreshToken"] is None
    assert answer["session"]["activeOrg"]["id"] == team.id
    assert crowd.admin.api.run("session")["activeOrg"]["id"] == team.id


def test_null_speaks_for_none(crowd, team):
    switch(crowd.admin, team.id)
    claims = claims_of(switch(crowd.admin, None)["accessToken"])
    assert (claims["org_id"], claims["org_role"]) == (None, None)


def test_refresh_asks_again(server, crowd, team, newcomer):
    person = newcomer()
    add(crowd.owner, team, person)
    switch(person, team.id)
    crowd.owner.api.run("updateMemberRole", input=of(team, person, role="ADMIN"))
    promoted = server.api.run("refresh", input={"refreshToken": person.refresh_token})
    assert claims_of(promoted["accessToken"])["org_role"] == "ADMIN"
    crowd.owner.api.run("removeMember", input=of(team, person))
    removed = server.api.run("refresh", input={"refreshToken": promoted["refreshToken"]})
    assert claims_of(removed["accessToken"])["org_id"] is None
    assert removed["session"]["activeOrg"] is None


def test_a_deactivated_one_is_spoken_for_no_more(server, crowd, team, newcomer):
    person = newcomer()
    add(crowd.owner, team, person)
    switch(person, team.id)
    crowd.owner.api.run("updateOrg", input={"orgId": team.id, "isActive": False})
    assert person.api.run("session")["activeOrg"] is None
    renewed = server.api.run("refresh", input={"refreshToken": person.refresh_token})
    assert claims_of(renewed["accessToken"])["org_id"] is None
    assert crowd.owner.api.run("switchOrg", orgId=team.id)["__typename"] == "NotFound"


@pytest.mark.parametrize("org_id", [NOWHERE, "", "x", "\x00"])
def test_an_unknown_one(crowd, database, org_id):
    with database.unchanged():
        assert crowd.member.api.run("switchOrg", orgId=org_id)["__typename"] == "NotFound"


@pytest.mark.parametrize("who", ["outsider", "moderator", "site_admin"])
def test_who_does_not_belong(crowd, team, database, who):
    with database.unchanged():
        assert getattr(crowd, who).api.run("switchOrg", orgId=team.id)["__typename"] == "NotFound"

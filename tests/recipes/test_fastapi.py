"""The service that docs/recipes/fastapi.md tells, run as it stands there, with tokens of the live server."""

from types import ModuleType

import httpx
import pytest

from tests.recipes.pages import code_on
from tests.support.people import PASSWORD, Person, sign_in, sign_up_verified

pytestmark = pytest.mark.one_engine


@pytest.fixture
def orders(server, monkeypatch) -> httpx.AsyncClient:
    """A client of the service."""
    monkeypatch.setenv("OSTIARY_PUBLIC_URL", server.url)
    service = ModuleType("orders")
    exec(compile(code_on("fastapi.md", "python"), "orders.py", "exec", dont_inherit=True), vars(service))
    return httpx.AsyncClient(transport=httpx.ASGITransport(service.app), base_url="http://orders")


def bearing(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def speaking_for_an_org(person: Person) -> tuple[str, str]:
    """The id of a new organisation, and a token of its owner."""
    org_id = person.api.run("createOrg", input={"name": "Gatekeepers"})["id"]
    return org_id, person.api.run("switchOrg", orgId=org_id)["accessToken"]


async def test_who_is_signed_in(server, orders):
    person = sign_up_verified(server.api)
    answer = await orders.get("/me", headers=bearing(person.access_token))
    assert answer.json() == {"person": person.user_id}
    assert (await orders.get("/me")).status_code == 401
    assert (await orders.get("/me", headers=bearing("nonsense"))).status_code == 401


async def test_the_organisation_is_the_token_s(server, orders):
    owner = sign_up_verified(server.api)
    assert (await orders.get("/orders", headers=bearing(owner.access_token))).status_code == 403
    org_id, token = speaking_for_an_org(owner)
    assert (await orders.get("/orders", headers=bearing(token))).json() == {"organisation": org_id}
    assert (await orders.delete("/orders/1", headers=bearing(token))).status_code == 204
    member = sign_up_verified(server.api)
    owner.api.run("addMember", input={"orgId": org_id, "userId": member.user_id})
    token = member.api.run("switchOrg", orgId=org_id)["accessToken"]
    assert (await orders.delete("/orders/1", headers=bearing(token))).status_code == 403


async def test_a_payment_asks_whether_the_session_lives(server, orders):
    person = sign_up_verified(server.api)
    paid = await orders.post("/payments", headers=bearing(person.access_token))
    assert paid.json() == {"paid by": person.user_id}
    sign_in(server.api, person.email, PASSWORD).api.run("signOutEverywhere", keepCurrent=True)
    believed = await orders.get("/me", headers=bearing(person.access_token))
    refused = await orders.post("/payments", headers=bearing(person.access_token))
    assert (believed.status_code, refused.status_code) == (200, 401)

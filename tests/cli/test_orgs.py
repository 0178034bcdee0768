"""`ostiary orgs`: an operator asks the members of one organisation for a second factor."""

import json

import pytest

from tests.cli.commands import attempt_beside
from tests.orgs.teams import found
from tests.support.api import Api
from tests.support.database import Database
from tests.support.people import sign_in, sign_up_verified
from tests.support.server import Server

pytestmark = [pytest.mark.drill, pytest.mark.one_engine]


def requires_mfa(server: Server, slug: str) -> bool:
    (org,) = [org for org in json.loads(server.cli("orgs", "list", "--json")) if org["slug"] == slug]
    return bool(org["requires_mfa"])


def test_members_are_asked_and_let_off(server: Server, api: Api, database: Database):
    owner = sign_up_verified(api)
    slug = found(owner)["slug"]
    assert not requires_mfa(server, slug)
    assert "asks its members for a second factor" in server.cli("orgs", "require-mfa", slug)
    assert requires_mfa(server, slug)
    asked = sign_in(api, owner.email)
    assert asked.api.execute("sessions").reason == "MFA_ENROLLMENT_REQUIRED"
    assert "no second factor" in server.cli("orgs", "require-mfa", slug, "--off")
    assert not sign_in(api, owner.email).api.execute("sessions").errors
    told = database.rows("SELECT type FROM audit_events WHERE type = 'auth.org_updated'")
    assert len(told) == 2


def test_an_organisation_that_is_not_there(server: Server, database: Database):
    with database.unchanged():
        assert attempt_beside(server, "orgs", "require-mfa", "nowhere").exit_code == 1

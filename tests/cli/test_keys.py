"""`ostiary keys`: what signs now, and a new key beside a running server."""

import json

import pytest

from tests.cli.commands import attempt
from tests.support.people import sign_in, sign_up_verified
from tests.support.server import Server

pytestmark = [pytest.mark.drill, pytest.mark.one_engine]


@pytest.fixture
def own_server(start_server) -> Server:
    """Keys are everybody's, so nobody else may be on this server."""
    return start_server()


def test_rotation_keeps_old_tokens_and_revocation_ends_them(own_server: Server):
    person = sign_up_verified(own_server.api)
    own_server.cli("keys", "rotate")
    person.api.run("me")
    own_server.cli("keys", "rotate", "--revoke")
    assert person.api.execute("me").code == "UNAUTHENTICATED"
    sign_in(own_server.api, person.email).api.run("me")
    keys = json.loads(own_server.cli("keys", "list", "--json"))
    assert [key["status"] for key in keys] == ["signs", "ended", "ended"]
    assert all(set(key) == {"kid", "algorithm", "status", "signs_from", "retired_at", "verifies_until"} for key in keys)


@pytest.mark.parametrize("command", [("keys", "rotate"), ("keys", "rotate", "--revoke")])
def test_another_secret_key_is_refused(server: Server, database, command):
    """The server could not open a key that was sealed under it, and would not start."""
    settings = {**server.settings, "SECRET_KEY": "another-secret-of-more-than-thirty-two-bytes"}
    with database.unchanged():
        refused = attempt(*command, settings=settings, folder=server.log_path.parent)
    assert (refused.exit_code, refused.printed) == (1, "")
    assert refused.complaint.startswith("OSTIARY_SECRET_KEY: cannot open the signing keys of this database.")

"""`ostiary outbox`: what is stuck, and a second try."""

import json

import pytest

from tests.cli.commands import attempt_beside
from tests.support.people import new_email, sign_up
from tests.support.processes import free_port
from tests.support.server import Server

pytestmark = [pytest.mark.drill, pytest.mark.one_engine]


@pytest.fixture
def stuck_server(start_server) -> Server:
    """Nobody listens where its mails should go."""
    return start_server("--no-worker", SMTP_HOST="127.0.0.1", SMTP_PORT=free_port())


def test_what_was_given_up_is_listed_without_its_recipient_and_tried_again(stuck_server: Server):
    email = sign_up(stuck_server.api, email=new_email())
    stuck_server.database.execute("UPDATE outbox SET status = 'failed', last_error = 'mailbox full'")
    (message,) = json.loads(stuck_server.cli("outbox", "list", "--json"))
    assert (message["status"], message["template"], message["last_error"]) == ("failed", "verify_email", "mailbox full")
    assert email not in json.dumps(message)

    assert stuck_server.cli("outbox", "retry", message["id"]).strip() == "1 will be sent again."
    assert stuck_server.database.count("outbox", "status = 'pending'") == 1

    with stuck_server.database.unchanged():
        unknown = attempt_beside(stuck_server, "outbox", "retry", "01900000-0000-7000-8000-000000000000")
        nonsense = attempt_beside(stuck_server, "outbox", "retry", "nonsense")
    assert (unknown.exit_code, unknown.complaint) == (1, "None of these messages can be sent again.")
    assert nonsense.exit_code == 2

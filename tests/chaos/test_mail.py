"""The mail server is away, silent, unwilling for a while or for good, or the sender dies while it hands over a mail."""

import pytest

from tests.chaos.crowd import Crowd
from tests.chaos.invariants import LONG_AGO, audit
from tests.defences.waiting import wait_for
from tests.delivery.post_offices import black_hole, post_office
from tests.support.people import PASSWORD, new_email

pytestmark = [pytest.mark.drill, pytest.mark.one_engine]


def sign_up_at_once(crowd, *names):
    """Who signs up waits for no mail server."""
    emails = [new_email(name) for name in names]
    for email in emails:
        outcome = crowd.at.run("signUp", input={"email": email, "password": PASSWORD})
        assert outcome["__typename"] == "VerificationRequired"
        crowd.told.signed_up.append(email)
        crowd.told.acknowledged += 1
    return emails


def make_due(server):
    server.database.execute("UPDATE outbox SET due_at = ? WHERE claimed_until IS NULL", LONG_AGO)


def tried(server, count, error="%"):
    """So many messages wait after a try that ended in this."""
    wait_for(lambda: server.database.count("outbox", "claimed_until IS NULL AND last_error LIKE ?", error) == count)


def test_every_trouble_of_a_mail_server(start, letterbox):
    with black_hole() as port:
        # Its queue of connections is short and its patience long: closing it below is what ends the wait.
        server = start(SMTP_PORT=port)
        crowd = Crowd(server.api, letterbox)
        sign_up_at_once(crowd, *["silent"] * 3)
        wait_for(lambda: server.database.count("outbox", "claimed_until IS NOT NULL") == 3)
    tried(server, 3)
    sign_up_at_once(crowd, *["away"] * 3)
    make_due(server)
    tried(server, 6, "SMTPConnect%")
    later, never, good = sign_up_at_once(crowd, "later", "never", "good")
    letterbox.replies = {later: ["450 4.2.0 come back"], never: ["550 5.1.1 unknown"]}
    with post_office(letterbox, port=port):
        make_due(server)
        wait_for(lambda: crowd.codes_to(good))
        tried(server, 1, "SMTPRecipientRefused 450%")
        tried(server, 1, "SMTPRecipientRefused 550%")
        assert not crowd.codes_to(later)
        assert "1 " in server.cli("outbox", "retry")
        audit(server, crowd)


def test_kill_9_while_a_mail_is_handed_over(start, again, letterbox):
    """It arrives twice at worst, the same in both copies: with one id, one link and one code."""
    server = start()
    crowd = Crowd(server.api, letterbox)
    letterbox.pause, letterbox.arrived = 0.5, lambda: arrived.append(1)
    arrived: list[int] = []
    sign_up_at_once(crowd, *["handed-over"] * 4)
    wait_for(lambda: arrived)
    server.kill()
    letterbox.pause = 0
    server = again(server)
    crowd.at = server.api
    audit(server, crowd)

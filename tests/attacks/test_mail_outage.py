"""Item 28: nobody waits for the mail server. What becomes of the mails: tests/delivery."""

import socket

import pytest

from tests.support.people import PASSWORD, new_email

pytestmark = pytest.mark.one_engine


def test_nobody_waits_for_a_silent_mail_server(start_server):
    with socket.create_server(("127.0.0.1", 0)) as black_hole:
        black_hole.settimeout(60)
        port = black_hole.getsockname()[1]
        server = start_server(SMTP_HOST="127.0.0.1", SMTP_PORT=port, SMTP_SECURITY="none", MAIL_FROM="us@example.com")
        sign_up(server)
        connection, _ = black_hole.accept()
        with connection:
            for _ in range(5):
                sign_up(server)
            assert server.database.count("outbox", "status = ?", "pending") == 6
            # Rather than wait for what it might still say.
            server.kill()


def sign_up(server):
    wish = {"email": new_email(), "password": PASSWORD}
    assert server.api.run("signUp", input=wish)["__typename"] == "VerificationRequired"

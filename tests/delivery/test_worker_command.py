"""`ostiary worker`: delivers what servers without a worker leave behind, and ends when told to."""

import pytest

from tests.support.mail import wait_for_mail
from tests.support.people import PASSWORD, new_email
from tests.support.processes import Process, clean_environment
from tests.support.warm import WarmProcess

pytestmark = pytest.mark.drill


def test_delivers_in_a_process_of_its_own(start_server):
    server, email = start_server("--no-worker"), new_email()
    server.api.run("signUp", input={"email": email, "password": PASSWORD})
    assert server.database.count("outbox", "status = ?", "pending") == 1
    folder = server.log_path.parent
    log = folder / "worker.log"
    child = WarmProcess("worker", folder=folder, environment=clean_environment(server.settings), output=log)
    worker = Process(child, log_path=log)
    try:
        wait_for_mail(server.api, email)
        assert server.database.count("outbox", "status = ?", "pending") == 0
    finally:
        exit_code = worker.stop()
    assert exit_code == 0

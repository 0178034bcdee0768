"""Two servers over the same data, of which one is a minute ahead."""

import shutil
import sys

import pytest

from tests.chaos.crowd import Crowd
from tests.chaos.invariants import audit
from tests.support.api import Api
from tests.support.people import sign_in
from tests.support.processes import Process, clean_environment, free_port, is_listening, started

pytestmark = pytest.mark.drill
FAKETIME = shutil.which("faketime")


@pytest.fixture
def ahead(request, tmp_path):
    """Beside a server: another, whose clock is 60 seconds fast. Only the clock on the wall; time passes alike."""
    if request.config.getoption("--engine") == "sqlite":
        pytest.skip("several servers share another database")
    if FAKETIME is None:
        pytest.skip("needs Debian's package faketime, which shifts the clock of a process")
    running = []

    def start_beside(server):
        port, log = free_port(), tmp_path / "ahead.log"
        command = [FAKETIME, "-f", "+60s", sys.executable, "-m", "server", "run", "--no-migrate", "--port", str(port)]
        environment = {**clean_environment(server.settings), "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
        process = Process(started(command, log, environment), log_path=log)
        running.append(process)
        process.wait_until(lambda: is_listening(port))
        return Api(f"http://localhost:{port}")

    yield start_beside
    for process in running:
        process.stop()


def test_a_minute_apart(start, ahead, letterbox):
    server = start()
    slow, fast = server.api, ahead(server)
    crowd, other = Crowd(slow, letterbox), Crowd(fast, letterbox)
    with crowd.at_work(), other.at_work():
        crowd.wait_for_answers(20)
        other.wait_for_answers(20)
    email = next(iter(crowd.told.verified))
    for here, there in ((slow, fast), (fast, slow)):
        person = sign_in(here, email)
        assert there.as_(person.access_token).run("me")["id"] == person.user_id
        renewed = there.run("refresh", input={"refreshToken": person.refresh_token})
        assert here.run("refresh", input={"refreshToken": renewed["refreshToken"]})["__typename"] == "SignedIn"
        there.as_(renewed["accessToken"]).run("signOut")
        assert here.as_(person.access_token).execute("me").reason == "SESSION_ENDED"
    server.database.execute("UPDATE users SET role = 'ADMIN' WHERE email = ?", email)
    admin = sign_in(slow, email)
    fast.as_(admin.access_token).run("rotateSigningKey", revoke=True)
    for api in (slow, fast):
        assert api.as_(admin.access_token).execute("me").reason == "TOKEN_INVALID"
        sign_in(api, email).api.run("me")
    audit(server, crowd)
    audit(server, other)

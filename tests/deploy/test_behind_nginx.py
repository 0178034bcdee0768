"""Two API servers behind the nginx that we show: either answers, and one may stop."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.api import Api
from tests.support.people import new_email, sign_up_verified
from tests.support.processes import ROOT, Process, free_port, is_listening, started
from tests.support.server import Server

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin")

pytestmark = [pytest.mark.drill, pytest.mark.skipif(not NGINX, reason="nginx is not on this machine")]


@pytest.fixture
def servers(start_server) -> list[Server]:
    first = start_server(TRUSTED_PROXIES="127.0.0.0/8")
    if first.redis is None:
        pytest.skip("several servers share Redis")
    return [first, start_server(**{**first.settings, "DATABASE_URL": first.database.url})]


@pytest.fixture
def proxied(servers: list[Server], tmp_path: Path) -> Iterator[Api]:
    port = free_port()
    replicas = "\n".join(f"server 127.0.0.1:{server.port};" for server in servers)
    written = (ROOT / "docs" / "deploy" / "nginx.conf").read_text()
    written = written.replace("server api:8000;", replicas).replace("listen 8000;", f"listen 127.0.0.1:{port};")
    paths = f"pid {tmp_path}/pid; error_log stderr;"
    kept = " ".join(
        f"{kind}_temp_path {tmp_path}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    written = paths + re.sub(r"http \{", f"http {{ access_log off; {kept}", written)
    (tmp_path / "nginx.conf").write_text(written)
    command = [str(NGINX), "-c", str(tmp_path / "nginx.conf"), "-g", "daemon off;"]
    nginx = Process(started(command, tmp_path / "log", {}), log_path=tmp_path / "log")
    nginx.wait_until(lambda: is_listening(port))
    yield Api(f"http://127.0.0.1:{port}")
    nginx.stop()


def test_they_answer_as_one(servers: list[Server], proxied: Api):
    person = sign_up_verified(proxied)
    for _ in range(10):
        assert person.api.run("me")["id"] == person.user_id
    person.api.run("signOut")
    assert {person.api.execute("me").code for _ in range(10)} == {"UNAUTHENTICATED"}


def test_one_may_stop(servers: list[Server], proxied: Api):
    person = sign_up_verified(proxied)
    servers[1].stop()
    assert [person.api.run("me")["id"] for _ in range(10)] == [person.user_id] * 10


def test_the_persons_own_address_is_known(servers: list[Server], proxied: Api):
    person = sign_up_verified(proxied.with_headers(X_Forwarded_For="203.0.113.9"), email=new_email())
    # What the proxy itself saw stands last, and is believed to be a proxy of ours; so the one before it counts.
    assert {row["ip_address"] for row in servers[0].database.rows("SELECT ip_address FROM sessions")} == {"203.0.113.9"}
    assert person.api.run("session")["ipAddress"] == "203.0.113.9"

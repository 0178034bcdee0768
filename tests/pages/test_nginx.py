"""A real nginx that asks /auth/me before each request, with the configuration that docs/pages.md tells."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import httpx
import pytest

from tests.pages.application import application
from tests.pages.visitor import Visitor
from tests.support.people import PASSWORD, sign_up_verified
from tests.support.processes import Process, free_port, is_listening, started
from tests.support.server import Server

__all__ = ["application"]

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
PAGE = Path(__file__).resolve().parents[2] / "docs" / "pages.md"
AROUND = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {servers}
}}
"""

pytestmark = [
    pytest.mark.drill,
    pytest.mark.one_engine,
    pytest.mark.skipif(not NGINX, reason="no nginx is installed"),
]


@pytest.fixture
def front(start_server: Callable[..., Server], application: int, tmp_path: Path) -> Iterator[tuple[Server, Visitor]]:
    """The server behind nginx, and somebody in front of both."""
    port = free_port()
    origin = f"http://localhost:{port}"
    server = start_server(PUBLIC_URL=origin, TRUSTED_PROXIES="127.0.0.0/8")
    (told,) = re.findall(r"^```nginx\n(.*?)^```", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for documented, here in (("8000", server.port), ("3000", application), ("listen 8080", f"listen 127.0.0.1:{port}")):
        assert documented in told
        told = told.replace(documented, str(here))
    (tmp_path / "nginx.conf").write_text(AROUND.format(folder=tmp_path, servers=told))
    command = [str(NGINX), "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")]
    nginx = Process(started(command, tmp_path / "nginx.log", {}), log_path=tmp_path / "nginx.log")
    nginx.wait_until(lambda: is_listening(port))
    yield server, Visitor(cast(Server, SimpleNamespace(url=origin)))
    nginx.stop()


def test_nginx_lets_in_who_is_signed_in(front: tuple[Server, Visitor]):
    server, visitor = front
    person = sign_up_verified(server.api)
    asked = visitor.open("/inbox?box=1")
    assert asked.status_code == httpx.codes.FOUND
    page = visitor.http.get(asked.headers["Location"])
    arrived = visitor.follow(visitor.send(page, "/auth/login", email=person.email, password=PASSWORD))
    assert arrived.text == f"/inbox?box=1 for {person.user_id}"
    forged = visitor.http.get("/inbox", headers={"Ostiary-User": "somebody-else"})
    assert forged.text == f"/inbox for {person.user_id}"
    visitor.http.cookies.delete("ostiary-access")
    renewed = visitor.http.get("/inbox", follow_redirects=True)
    assert renewed.text == f"/inbox for {person.user_id}"
    person.api.run("signOutEverywhere", keepCurrent=False)
    assert visitor.open("/inbox").status_code == httpx.codes.FOUND


def test_the_person_s_own_address_is_counted_and_kept(front: tuple[Server, Visitor]):
    server, visitor = front
    person = sign_up_verified(server.api)
    visitor.sign_in(person.email)
    row = server.database.row(
        "SELECT ip_address FROM sessions WHERE user_id = ? ORDER BY id DESC LIMIT 1", person.user_id
    )
    assert row["ip_address"] == "127.0.0.1"
    assert visitor.open("/_person").status_code == httpx.codes.NOT_FOUND

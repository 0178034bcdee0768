"""A real Caddy that asks /auth/me before each request, with the configuration of docs/recipes/reverse-proxies.md."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import httpx
import pytest

from tests.pages.application import application
from tests.pages.visitor import Visitor
from tests.recipes.pages import code_on
from tests.support.people import PASSWORD, sign_up_verified
from tests.support.processes import Process, free_port, is_listening, started
from tests.support.server import Server

__all__ = ["application"]

CADDY = shutil.which("caddy")

pytestmark = [
    pytest.mark.drill,
    pytest.mark.one_engine,
    pytest.mark.skipif(not CADDY, reason="no caddy is installed"),
]


@pytest.fixture
def front(start_server: Callable[..., Server], application: int, tmp_path: Path) -> Iterator[tuple[Server, Visitor]]:
    """The server behind Caddy, and somebody in front of both."""
    port = free_port()
    origin = f"http://localhost:{port}"
    server = start_server(PUBLIC_URL=origin, TRUSTED_PROXIES="127.0.0.0/8")
    told = code_on("reverse-proxies.md", "caddy")
    for documented, here in (("8000", server.port), ("3000", application), (":8080", f"http://localhost:{port}")):
        assert documented in told
        told = told.replace(documented, str(here))
    # Its port for administration is one for the whole machine.
    (tmp_path / "Caddyfile").write_text(f"{{\n\tadmin off\n}}\n{told}")
    command = [str(CADDY), "run", "--config", str(tmp_path / "Caddyfile"), "--adapter", "caddyfile"]
    environment = {**os.environ, "XDG_DATA_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    caddy = Process(started(command, tmp_path / "caddy.log", environment), log_path=tmp_path / "caddy.log")
    caddy.wait_until(lambda: is_listening(port))
    yield server, Visitor(cast(Server, SimpleNamespace(url=origin)))
    caddy.stop()


def test_caddy_lets_in_who_is_signed_in(front: tuple[Server, Visitor]):
    server, visitor = front
    person = sign_up_verified(server.api)
    asked = visitor.open("/inbox?box=1")
    assert asked.status_code == httpx.codes.FOUND
    page = visitor.http.get(asked.headers["Location"])
    arrived = visitor.follow(visitor.send(page, "/auth/login", email=person.email, password=PASSWORD))
    assert arrived.text == f"/inbox for {person.user_id}"
    forged = visitor.http.get("/inbox?box=1", headers={"Ostiary-User": "somebody-else"})
    assert forged.text == f"/inbox?box=1 for {person.user_id}"
    visitor.http.cookies.delete("ostiary-access")
    renewed = visitor.http.get("/inbox", follow_redirects=True)
    assert renewed.text == f"/inbox for {person.user_id}"
    person.api.run("signOutEverywhere", keepCurrent=False)
    assert visitor.open("/inbox").status_code == httpx.codes.FOUND

"""Servers to measure: each the one that ships, with somebody on it who belongs to three organisations."""

import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.load import Measured, Request, graphql, send
from benchmarks.report import SECONDS
from tests.support.api import Api
from tests.support.people import PASSWORD, Person, sign_up_verified
from tests.support.processes import Postgres
from tests.support.server import Launcher, Server

ME = "{ me { id email fullName role memberships { role org { id name slug } } } }"
SIGN_IN = "mutation In($email: String!) { signIn(input: {email: $email, password: %s}) { %s } }"
SIGN_UP = 'mutation Up { signUp(input: {email: "new-%%N%%@example.com", password: %s}) { %s } }'
REFRESH = "mutation Refresh($token: String!) { refresh(input: {refreshToken: $token}) { %s } }"
# Longer than any bench lasts.
LONG = "2h"
# Nothing but the hash costs a sign-in time, and nobody is locked out; one process, so no Redis.
USUAL: dict[str, object] = {"LOCKOUT": "off", "REDIS_URL": None, "COMPILED_DOCUMENTS": True, "ACCESS_TOKEN_TTL": LONG}
SIGNED_IN = "__typename ... on SignedIn { accessToken refreshToken }"
# For each connection one token that is on its way, and one that waits.
TOKENS = 64


@contextmanager
def launchers() -> Iterator[tuple[Launcher, Launcher]]:
    """One that starts servers on PostgreSQL and one on SQLite."""
    postgres = Postgres()
    with tempfile.TemporaryDirectory(prefix="ostiary-bench-") as folder:
        on_postgres = Launcher(Path(folder, "postgres"), cluster_url=postgres.url, prefix="bench")
        on_sqlite = Launcher(Path(folder, "sqlite"), cluster_url=None, prefix="bench")
        try:
            yield on_postgres, on_sqlite
        finally:
            on_postgres.stop_all()
            on_sqlite.stop_all()
            postgres.stop()


@dataclass
class Site:
    """One server, and who asks it."""

    server: Server
    person: Person
    org_id: str

    def me(self, seconds: float = SECONDS) -> Measured:
        return send(self.me_request(), seconds=seconds)

    def me_request(self) -> Request:
        return graphql(self.server.url, {"query": ME}, '{"data":{"me":{"id":"', self.person.access_token)

    def answer(self) -> bytes:
        return self.person.api.http.post("/graphql", json={"query": ME}).content

    def sign_in_request(self) -> Request:
        body = {"query": SIGN_IN % (f'"{PASSWORD}"', SIGNED_IN), "variables": {"email": self.person.email}}
        return graphql(self.server.url, body, '"accessToken":"')

    def sign_up_request(self) -> Request:
        return graphql(
            self.server.url, {"query": SIGN_UP % (f'"{PASSWORD}"', SIGNED_IN)}, '"__typename":"VerificationRequired"'
        )

    def refresh(self, seconds: float = SECONDS) -> Measured:
        return send(refresh_request(self.server.api, self.person.email), seconds=seconds)


def refresh_request(api: Api, email: str) -> Request:
    """Rotates the tokens of new sessions, each of which is on its way once at a time."""

    def sign_in(_number: int) -> str:
        return str(api.run("signIn", input={"email": email, "password": PASSWORD})["refreshToken"])

    with ThreadPoolExecutor(4) as pool:
        tokens = list(pool.map(sign_in, range(TOKENS)))
    body = {"query": REFRESH % SIGNED_IN, "variables": {"token": "%T%"}}
    return graphql(api.url, body, '"refreshToken":"', tokens=tokens)


def site(launcher: Launcher, *arguments: str, has_redis: bool = False, **settings: object) -> Site:
    """The launcher starts a Redis where nothing is said of one."""
    usual = {name: value for name, value in USUAL.items() if name != "REDIS_URL" or not has_redis}
    server = launcher.start(*arguments, **{**usual, **settings})
    person = sign_up_verified(server.api, fullName="Ada Example")
    found = 'mutation { createOrg(input: {name: "Bench"}) { ... on Org { id } } }'
    org_id = [person.api.run(found)["createOrg"]["id"] for _ in range(3)][-1]
    return Site(server, person, org_id)

"""What is compared: how each product is started, and how it is asked. Each as its own documentation sets it up.

All on PostgreSQL, with one worker, without rate limits and without mails.
"""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psycopg

from benchmarks.load import Request, graphql
from benchmarks.peers.installing import installed
from benchmarks.sites import LONG, ME, SIGN_IN, SIGN_UP, SIGNED_IN, refresh_request
from codegen import node
from tests.support.api import Api
from tests.support.people import PASSWORD
from tests.support.processes import ROOT, clean_environment
from tests.support.server import settings_for_tests

EMAIL = "ada@example.com"
NEW_EMAIL = "new-%N%@example.com"
_JSON = {"Content-Type": "application/json"}
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Place:
    """Where one runs. `cost` 0: its own default hash."""

    port: int
    database_url: str
    database: dict[str, str]
    cost: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@dataclass(frozen=True)
class Start:
    command: list[str]
    folder: Path
    environment: dict[str, str]


@dataclass(frozen=True)
class Asked:
    """The same four things, as each product wants them. `refresh` where there is such a thing: made anew each round."""

    me: Request
    sign_in: Request
    sign_up: Request
    refresh: Callable[[], Request] | None = None


@dataclass(frozen=True)
class Product:
    """`settle` signs a person up, and tells how the product is asked from then on."""

    name: str
    start: Callable[[Place], Start]
    settle: Callable[[Place], Asked]
    environment: dict[str, str] = field(default_factory=dict)


def _started(name: str, program: Callable[[Path], list[str]]) -> Callable[[Place], Start]:
    def start(place: Place) -> Start:
        folder = installed(name)
        environment = {**place.database, "PORT": str(place.port), "BCRYPT_COST": str(place.cost)}
        command = [part.replace("%PORT%", str(place.port)) for part in program(folder)]
        return Start(command, folder, environment)

    return start


def _post(url: str, body: dict[str, object] | str) -> httpx.Response:
    told = {"data": body, "headers": _FORM} if isinstance(body, str) else {"json": body}
    answer = httpx.request("POST", url, trust_env=False, timeout=60, **told)  # type: ignore[arg-type]
    assert answer.is_success, answer.text
    return answer


def _ostiary_start(place: Place) -> Start:
    settings = settings_for_tests(
        DATABASE_URL=place.database_url,
        PUBLIC_URL=place.url,
        BCRYPT_COST=place.cost or None,
        LOCKOUT="off",
        ACCESS_TOKEN_TTL=LONG,
        REQUIRE_VERIFICATION=False,
    )
    command = [sys.executable, "-m", "server", "run", "--port", str(place.port)]
    return Start(command, ROOT / "build" / "peers", clean_environment(settings))


def _ostiary(place: Place) -> Asked:
    """With three organisations in `me`, where the others tell the person alone."""
    api = Api(place.url)
    signed = api.run("signUp", input={"email": EMAIL, "password": PASSWORD, "fullName": "Ada Example"})
    with psycopg.connect(place.database_url) as connection:
        connection.execute("UPDATE users SET email_verified = true")
    person = api.as_(signed["accessToken"])
    for _ in range(3):
        person.run('mutation { createOrg(input: {name: "Bench"}) { ... on Org { id } } }')
    up = SIGN_UP % (f'"{PASSWORD}"', SIGNED_IN)
    sign_in = {"query": SIGN_IN % (f'"{PASSWORD}"', SIGNED_IN), "variables": {"email": EMAIL}}
    return Asked(
        me=graphql(place.url, {"query": ME}, '{"data":{"me":{"id":"', signed["accessToken"]),
        sign_in=graphql(place.url, sign_in, '"accessToken":"'),
        sign_up=graphql(place.url, {"query": up}, '"accessToken":"'),
        refresh=lambda: refresh_request(api, EMAIL),
    )


def _better_auth(place: Place) -> Asked:
    url = f"{place.url}/api/auth"
    person: dict[str, object] = {"email": EMAIL, "password": PASSWORD}
    signed = _post(f"{url}/sign-up/email", {**person, "name": "Ada Example"})
    cookies = "; ".join(f"{name}={value}" for name, value in signed.cookies.items())
    new = json.dumps({**person, "email": NEW_EMAIL, "name": "Ada Example"})
    return Asked(
        me=Request(f"{url}/get-session", '"user":{', headers={"Cookie": cookies}),
        sign_in=Request(f"{url}/sign-in/email", '"token":"', json.dumps(person), _JSON),
        sign_up=Request(f"{url}/sign-up/email", '"token":"', new, _JSON),
    )


def _fastapi_users(place: Place) -> Asked:
    person: dict[str, object] = {"email": EMAIL, "password": PASSWORD}
    _post(f"{place.url}/auth/register", person)
    form = f"username={EMAIL.replace('@', '%40')}&password={PASSWORD}"
    token = _post(f"{place.url}/auth/jwt/login", form).json()["access_token"]
    return Asked(
        me=Request(f"{place.url}/users/me", f'"email":"{EMAIL}"', headers={"Authorization": f"Bearer {token}"}),
        sign_in=Request(f"{place.url}/auth/jwt/login", '"access_token":"', form, _FORM),
        sign_up=Request(f"{place.url}/auth/register", '"id":"', json.dumps({**person, "email": NEW_EMAIL}), _JSON),
    )


def _accounts_js(place: Place) -> Asked:
    url = f"{place.url}/accounts"
    _post(f"{url}/password/register", {"user": {"email": EMAIL, "password": PASSWORD}})
    person: dict[str, object] = {"user": {"email": EMAIL}, "password": PASSWORD}
    tokens = _post(f"{url}/password/authenticate", person).json()["tokens"]
    new = json.dumps({"user": {"email": NEW_EMAIL, "password": PASSWORD}})
    return Asked(
        me=Request(f"{url}/user", f'"address":"{EMAIL}"', headers={"Authorization": f"Bearer {tokens['accessToken']}"}),
        sign_in=Request(f"{url}/password/authenticate", '"accessToken":"', json.dumps(person), _JSON),
        sign_up=Request(f"{url}/password/register", '"userId":"', new, _JSON),
        refresh=lambda: Request(f"{url}/refreshTokens", '"accessToken":"', json.dumps(tokens), _JSON),
    )


def _django_allauth(place: Place) -> Asked:
    url = f"{place.url}/_allauth/app/v1/auth"
    person: dict[str, object] = {"email": EMAIL, "password": PASSWORD}
    token = _post(f"{url}/signup", person).json()["meta"]["session_token"]
    return Asked(
        me=Request(f"{url}/session", f'"email": "{EMAIL}"', headers={"X-Session-Token": token}),
        sign_in=Request(f"{url}/login", '"session_token": "', json.dumps(person), _JSON),
        sign_up=Request(f"{url}/signup", '"session_token": "', json.dumps({**person, "email": NEW_EMAIL}), _JSON),
    )


def _django_program(folder: Path) -> list[str]:
    programs = folder / ".venv" / "bin"
    migrate = f"{programs}/django-admin migrate --verbosity 0 --pythonpath . --settings site_settings"
    serve = f"exec {programs}/gunicorn --bind 127.0.0.1:%PORT% --workers 1 site_wsgi"
    return ["sh", "-c", f"export DJANGO_SETTINGS_MODULE=site_settings; {migrate} && {serve}"]


OSTIARY = Product("Ostiary", _ostiary_start, _ostiary)
BETTER_AUTH = Product(
    "better-auth", _started("better_auth", lambda _: [str(node.binary()), "server.mjs"]), _better_auth
)
PRODUCTS = (
    OSTIARY,
    BETTER_AUTH,
    Product("better-auth, cookie cache", BETTER_AUTH.start, _better_auth, {"COOKIE_CACHE": "1"}),
    Product(
        "fastapi-users",
        _started(
            "fastapi_users",
            lambda folder: [f"{folder}/.venv/bin/uvicorn", "app:app", "--no-access-log", "--port", "%PORT%"],
        ),
        _fastapi_users,
    ),
    Product("accounts-js", _started("accounts_js", lambda _: [str(node.binary()), "server.js"]), _accounts_js),
    Product("django-allauth", _started("django_allauth", _django_program), _django_allauth),
)

"""`ostiary doctor`: whether everything that a server leans on is there, a sentence for each fault. Changes nothing."""

import asyncio
from collections.abc import Awaitable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated

import httpx
import typer
from redis.asyncio import Redis
from redis.exceptions import RedisError
from tortoise.connection import get_connection
from tortoise.exceptions import BaseORMException
from tortoise.migrations.executor import MigrationExecutor

from models import OutboxMessage, OutboxStatus, SigningKey, SiteRole, User
from server.app import database
from server.cli.console import AsJson, fail, load_settings, show_json
from server.settings import PREFIX, WRONG_SECRET_KEY, Settings
from server.wiring import build_services, build_smtp, tortoise_config
from services.database import now
from services.delivery.message import NotDelivered
from services.vault import Unsealable

_PATIENCE = 10
_MOST_SKEW = timedelta(seconds=5)
_LATE = timedelta(minutes=10)
_UTC = {"postgres": "now() AT TIME ZONE 'UTC'", "mysql": "UTC_TIMESTAMP(6)"}


@dataclass(frozen=True)
class Finding:
    """`fault` is a sentence, or None where all is well."""

    check: str
    fault: str | None


def doctor(
    *,
    public: Annotated[
        bool, typer.Option("--public", help="Also ask PUBLIC_URL whether a server answers there.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Check settings and connections: one sentence for each fault, and exit code 1."""
    settings = load_settings()
    findings = asyncio.run(_examine(settings, public=public))
    if as_json:
        show_json([{"check": each.check, "ok": each.fault is None, "fault": each.fault} for each in findings])
    else:
        for finding in findings:
            if finding.fault is None:
                typer.echo(f"ok: {finding.check}")
    faults = [finding.fault for finding in findings if finding.fault is not None]
    if faults:
        fail("" if as_json else "\n".join(faults))


async def _examine(settings: Settings, *, public: bool) -> list[Finding]:
    """Settings are fine, or we would not be here. Without a database nothing is asked of it."""
    findings = [Finding("settings", None)]
    async with database(settings):
        reached = await _one("database", _database())
        findings.append(reached)
        if reached.fault is None:
            up_to_date = await _one("migrations", _migrations(settings))
            findings.append(up_to_date)
            if up_to_date.fault is None:
                findings += [await _one(name, check) for name, check in _of_rows(settings)]
    findings += [await _one(name, check) for name, check in _of_connections(settings, public=public)]
    return findings


Check = Awaitable[str | None]


def _of_rows(settings: Settings) -> Iterator[tuple[str, Check]]:
    yield "clock", _clock()
    yield "secret key", _secret_key(settings)
    yield "site admin", _admin()
    yield "outbox", _outbox()


def _of_connections(settings: Settings, *, public: bool) -> Iterator[tuple[str, Check]]:
    if settings.redis_url:
        yield "Redis", _redis(settings)
    if settings.mail == "on" and settings.smtp_host:
        yield "mail server", _mail_server(settings)
    if public:
        yield "public address", _public_address(settings)


async def _one(name: str, check: Check) -> Finding:
    try:
        async with asyncio.timeout(_PATIENCE):
            return Finding(name, await check)
    except TimeoutError:
        return Finding(name, f"{name.capitalize()}: no answer within {_PATIENCE} seconds.")
    except (BaseORMException, OSError) as error:
        return Finding(name, f"{name.capitalize()}: {error}.")


async def _database() -> str | None:
    try:
        await get_connection("default").execute_query("SELECT 1")
    except Exception as error:  # Each driver has its own words for it.
        # The thread of an SQLite connection that failed has a last word for this loop, and complains if that is closed.
        await asyncio.sleep(0.1)
        return f"{PREFIX}DATABASE_URL: the database cannot be reached: {error}."
    return None


async def _migrations(settings: Settings) -> str | None:
    """Only what stands in the table counts: a database without it needs every one."""
    executor = MigrationExecutor(get_connection("default"), tortoise_config(settings.database_url)["apps"])
    missing = [step.migration.name for step in await executor.plan()]
    if missing:
        return f"The database is not up to date, `ostiary migrate` sees to that: {', '.join(missing)} missing."
    return None


async def _clock() -> str | None:
    """The clock of a database elsewhere; SQLite has ours."""
    connection = get_connection("default")
    if connection.capabilities.dialect == "sqlite":
        return None
    (row,) = await connection.execute_query_dict(f"SELECT {_UTC[connection.capabilities.dialect]} AS moment")
    moment: datetime = row["moment"]
    skew = abs(moment.replace(tzinfo=UTC) - now())
    return None if skew <= _MOST_SKEW else f"The clocks of the database and of this machine are {skew} apart."


async def _secret_key(settings: Settings) -> str | None:
    if not await SigningKey.exists():
        return "There is no signing key yet: `ostiary migrate` makes the first one."
    try:
        await build_services(settings).keys.jwks()
    except Unsealable:
        return WRONG_SECRET_KEY
    return None


async def _admin() -> str | None:
    if await User.exists(role=SiteRole.ADMIN, is_active=True):
        return None
    return "Nobody is a site admin: `ostiary users create --role admin` makes the first one."


async def _outbox() -> str | None:
    failed = await OutboxMessage.filter(status=OutboxStatus.FAILED).count()
    late = await OutboxMessage.filter(status=OutboxStatus.PENDING, created_at__lt=now() - _LATE).count()
    if not failed + late:
        return None
    return f"{failed} messages were given up and {late} wait for more than 10 minutes: see `ostiary outbox list`."


async def _redis(settings: Settings) -> str | None:
    client = Redis.from_url(settings.redis_url, socket_timeout=_PATIENCE, socket_connect_timeout=_PATIENCE)
    try:
        await client.ping()
    except (RedisError, OSError) as error:
        return f"{PREFIX}REDIS_URL: Redis cannot be reached: {error}."
    finally:
        await client.aclose()
    return None


async def _mail_server(settings: Settings) -> str | None:
    try:
        await build_smtp(settings).check()
    except NotDelivered as refusal:
        return f"{PREFIX}SMTP_HOST: the mail server does not take mail from here: {refusal}."
    return None


async def _public_address(settings: Settings) -> str | None:
    url = f"{settings.public_url}/health/live"
    try:
        async with httpx.AsyncClient(timeout=_PATIENCE) as client:
            answer = await client.get(url)
    except httpx.HTTPError as error:
        return f"{PREFIX}PUBLIC_URL: {url} cannot be reached: {type(error).__name__}."
    if answer.status_code != httpx.codes.OK:
        return f"{PREFIX}PUBLIC_URL: {url} answers {answer.status_code}."
    return None

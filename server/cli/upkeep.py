"""`ostiary cleanup` and `ostiary info`."""

import platform
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import typer
from tortoise.connection import get_connection

from models import AuditEvent, Invite, InviteStatus, Org, OutboxMessage, OutboxStatus, Session, User
from resolvers.context import Context
from server.cli.console import as_operator, load_settings
from server.cli.tables import AsJson, show_json, show_one
from services import cleanup as expiry
from services.database import now


def cleanup(*, as_json: AsJson = False) -> None:
    """Delete what has expired, in batches. Servers do the same by themselves, one at a time."""

    async def work(_context: Context) -> dict[str, int]:
        return await expiry.expired()

    gone = as_operator(work)
    if as_json:
        show_json(gone)
    else:
        told = ", ".join(f"{count} {kind.replace('_', ' ')}" for kind, count in gone.items() if count)
        typer.echo(f"Deleted {told or 'nothing'}.")


def info(*, as_json: AsJson = False) -> None:
    """Show versions, engines and how many there are of what."""
    settings = load_settings()
    about: dict[str, object] = {
        "version": _version(),
        "python": platform.python_version(),
        "env": settings.env,
        "public_url": settings.public_url,
        "cache": "redis" if settings.redis_url else "memory",
        "mail": "off" if settings.mail == "off" else settings.smtp_host or "development mailbox",
        "sign_in_methods": list(settings.sign_in_methods),
    }
    counted = as_operator(_counted)
    if as_json:
        show_json(about | {"database": counted.pop("database"), "counts": counted})
    else:
        show_one(about | {"sign_in_methods": ", ".join(settings.sign_in_methods)} | counted, as_json=False)


def _version() -> str:
    try:
        return version("ostiary")
    except PackageNotFoundError:
        return "not installed"


async def _counted(_context: Context) -> dict[str, Any]:
    living = Session.filter(ended_at__isnull=True, ends_at__gt=now(), expires_at__gt=now())
    return {
        "database": await _engine(),
        "users": await User.all().count(),
        "active_sessions": await living.count(),
        "orgs": await Org.all().count(),
        "pending_invites": await Invite.filter(status=InviteStatus.PENDING, expires_at__gt=now()).count(),
        "waiting_messages": await OutboxMessage.filter(status=OutboxStatus.PENDING).count(),
        "failed_messages": await OutboxMessage.filter(status=OutboxStatus.FAILED).count(),
        "audit_events": await AuditEvent.all().count(),
    }


async def _engine() -> str:
    connection = get_connection("default")
    dialect = connection.capabilities.dialect
    function = "sqlite_version()" if dialect == "sqlite" else "version()"
    (row,) = await connection.execute_query_dict(f"SELECT {function} AS version")
    return f"{dialect} {row['version']}"

"""`ostiary api-keys`: keys of servers and client applications."""

from datetime import timedelta
from typing import Annotated

import typer
from pydantic import TypeAdapter, ValidationError

from models import ApiKey, ApiKeyKind
from resolvers import api_keys
from resolvers.context import Context
from server.cli.console import as_operator, fail
from server.cli.tables import AsJson, show
from services.database import now
from services.policy import Duration

app = typer.Typer(no_args_is_help=True, help="API keys: list, create, rotate, revoke.")


@app.command("list")
def list_(*, as_json: AsJson = False) -> None:
    """List the keys, newest first. The keys themselves are stored nowhere."""
    show([_row(key) for key in as_operator(_every)], as_json=as_json, empty="There is none yet.")


@app.command()
def create(
    name: Annotated[str, typer.Argument(help="To tell keys apart.")],
    *,
    publishable: Annotated[bool, typer.Option("--publishable", help="Names a client, opens nothing.")] = False,
    expires_in: Annotated[str | None, typer.Option(help="Such as 24h or 90d; left out: it never does.")] = None,
) -> None:
    """Make a key that counts as a site admin, and print it, this once."""
    kind = ApiKeyKind.PUBLISHABLE if publishable else ApiKeyKind.SECRET
    expires_at = now() + _duration(expires_in) if expires_in is not None else None
    key, _ = as_operator(lambda context: api_keys.create(context, name, kind, expires_at))
    typer.echo(key)


def _duration(text: str) -> timedelta:
    try:
        return TypeAdapter(Duration).validate_python(text)
    except ValidationError as error:
        fail(f"--expires-in: {error.errors()[0]['msg'].removeprefix('Value error, ')}.", code=2)


@app.command()
def rotate(key_id: Annotated[str, typer.Argument(metavar="ID", help="As listed.")]) -> None:
    """Make a successor of a key, and print it, this once. The old one works for 24 hours more."""
    key, _ = as_operator(lambda context: api_keys.rotate(context, key_id))
    typer.echo(key)


@app.command()
def revoke(key_id: Annotated[str, typer.Argument(metavar="ID", help="As listed.")]) -> None:
    """End a key, at once and everywhere."""
    key = as_operator(lambda context: api_keys.revoke(context, key_id))
    typer.echo(f"{key.name} ({key.prefix}…) is revoked.")


async def _every(_context: Context) -> list[ApiKey]:
    return await api_keys.every()


def _row(key: ApiKey) -> dict[str, object]:
    return {
        "name": key.name,
        "kind": key.kind.lower(),
        "prefix": key.prefix,
        "created_at": key.created_at,
        "last_used_at": key.last_used_at,
        "expires_at": key.expires_at,
        "revoked_at": key.revoked_at,
        "id": key.id,
    }

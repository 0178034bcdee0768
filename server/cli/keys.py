"""`ostiary keys`: which keys sign access tokens, and a new one."""

from typing import Annotated

import typer

from models import SigningKey
from resolvers import keys
from resolvers.context import Context
from server.cli.console import as_operator
from server.cli.tables import AsJson, show
from services.database import now

app = typer.Typer(no_args_is_help=True, help="Signing keys: list, rotate.")


@app.command("list")
def list_(*, as_json: AsJson = False) -> None:
    """List the keys, newest first. No private part is shown."""
    show([_row(key) for key in as_operator(_every)], as_json=as_json, empty="There is none yet.")


@app.command()
def rotate(
    *, revoke: Annotated[bool, typer.Option("--revoke", help="End every access token now; sessions refresh.")] = False
) -> None:
    """Sign with a new key from now on. Tokens of the old ones stay good until they expire."""
    key = as_operator(lambda context: keys.rotate(context, revoke=revoke))
    typer.echo(f"{key.kid} signs from now on.")


async def _every(_context: Context) -> list[SigningKey]:
    return await keys.every()


def _row(key: SigningKey) -> dict[str, object]:
    return {
        "kid": key.kid,
        "algorithm": key.algorithm,
        "status": _status(key),
        "signs_from": key.signs_from,
        "retired_at": key.retired_at,
        "verifies_until": key.verifies_until,
    }


def _status(key: SigningKey) -> str:
    if key.verifies_until is not None and key.verifies_until <= now():
        return "ended"
    if key.retired_at is not None:
        return "verifies"
    return "signs" if key.signs_from <= now() else "published"

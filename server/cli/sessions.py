"""`ostiary sessions`: where somebody is signed in, and the end of it."""

from typing import Annotated

import typer
from tortoise.expressions import Q

from models import Session
from resolvers import sessions, users
from resolvers.context import Context, parse_id
from server.cli.console import as_operator, fail
from server.cli.tables import AsJson, show
from server.cli.users import Who

app = typer.Typer(no_args_is_help=True, help="Sessions: list, revoke.")


@app.command("list")
def list_(who: Who, *, as_json: AsJson = False) -> None:
    """List where somebody is signed in, newest first."""

    async def work(_context: Context) -> list[Session]:
        return await sessions.living((await users.known_as(who)).id)

    show([_row(session) for session in as_operator(work)], as_json=as_json, empty="No session is open.")


@app.command()
def revoke(
    who: Annotated[str | None, typer.Argument(metavar="WHO", help="Whose: the address, phone number or id.")] = None,
    *,
    session: Annotated[str | None, typer.Option(metavar="ID", help="This one, as listed.")] = None,
    everyone: Annotated[bool, typer.Option("--everyone", help="All of the site, after an incident.")] = False,
) -> None:
    """End sessions at once: all of a person, a single one, or everybody's."""
    if sum([who is not None, session is not None, everyone]) != 1:
        fail("Name a person, a --session, or --everyone: one of them.", code=2)

    async def work(context: Context) -> int:
        if who is not None:
            return await sessions.end(context, Q(user_id=(await users.known_as(who)).id), event="session_revoked")
        if session is not None:
            return await sessions.end(context, Q(id=parse_id(session)), event="session_revoked")
        return await sessions.end_all(context)

    ended = as_operator(work)
    if not ended:
        fail("No such session is open.")
    typer.echo(f"{ended} ended.")


def _row(session: Session) -> dict[str, object]:
    return {
        "id": session.id,
        "created_at": session.created_at,
        "last_seen_at": session.last_seen_at,
        "expires_at": session.expires_at,
        "methods": ", ".join(session.methods),
        "ip_address": session.ip_address,
        "user_agent": session.user_agent,
    }

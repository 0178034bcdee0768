"""`ostiary outbox`: messages that are still to be sent, or were given up."""

from typing import Annotated
from uuid import UUID

import typer

from models.outbox import OutboxMessage
from resolvers.context import Context
from server.cli.console import as_operator, fail
from server.cli.tables import AsJson, show
from services.delivery import outbox

app = typer.Typer(no_args_is_help=True, help="Messages on their way out: list, retry.")


@app.command("list")
def list_(*, as_json: AsJson = False) -> None:
    """List what waits and what was given up, oldest first."""
    show([_row(message) for message in as_operator(_unsent)], as_json=as_json, empty="Everything is sent.")


@app.command()
def retry(
    ids: Annotated[list[UUID] | None, typer.Argument(help="Which; all that were given up where left out.")] = None,
) -> None:
    """Send again what was given up. What has expired by now stays unsent."""
    wanted = ids or None

    async def work(_context: Context) -> list[OutboxMessage]:
        return await outbox.retry(wanted)

    chosen = as_operator(work)
    if wanted and not chosen:
        fail("None of these messages can be sent again.")
    typer.echo(f"{len(chosen)} will be sent again.")


async def _unsent(_context: Context) -> list[OutboxMessage]:
    return await outbox.unsent()


def _row(message: OutboxMessage) -> dict[str, object]:
    """Without the recipient, which is sealed: an address belongs into no terminal's history."""
    return {
        "id": message.id,
        "channel": message.channel,
        "template": message.template,
        "status": message.status,
        "attempts": message.attempts,
        "due_at": message.due_at,
        "created_at": message.created_at,
        "last_error": message.last_error,
    }

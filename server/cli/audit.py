"""`ostiary audit`: whether the log is as it was written, what happened last, and all of it."""

from typing import Annotated

import orjson
import typer

from models import AuditEvent
from resolvers import audit_log
from resolvers.context import Context
from server.cli.console import AsJson, as_operator, fail, show
from server.settings import PREFIX
from services import audit_chain

_OTHER_KEY = (
    f"Events that were sealed under an earlier SECRET_KEY read as changed unless {PREFIX}SECRET_KEY_PREVIOUS names it."
)
app = typer.Typer(no_args_is_help=True, help="The audit log: verify, tail, export.")


@app.command()
def verify() -> None:
    """Check the chain: one sentence for each event that was edited or deleted, and exit code 1."""

    async def work(context: Context) -> list[str]:
        return await audit_chain.verify(context.services.vault)

    if faults := as_operator(work):
        hint = [_OTHER_KEY] if any("was changed" in fault for fault in faults) else []
        fail("\n".join(faults + hint))
    typer.echo("Every sealed event is as it was written.")


@app.command()
def tail(
    *, count: Annotated[int, typer.Option(min=1, max=100, help="How many.")] = 20, as_json: AsJson = False
) -> None:
    """Show the latest events, the last one at the end."""

    async def work(_context: Context) -> list[dict[str, object]]:
        page = await audit_log.everything(count, None)
        personal = await audit_log.personal(page.rows)
        return [_row(event, getattr(personal.get(event.id), "actor_email", None)) for event in reversed(page.rows)]

    show(as_operator(work), as_json=as_json, empty="Nothing has happened yet.")


@app.command()
def export() -> None:
    """Print every event as JSON Lines, oldest first, each with its place in the chain."""

    async def work(_context: Context) -> None:
        async for event, personal in audit_log.from_the_beginning():
            at_hand = {"ip_address": personal.ip_address, "user_agent": personal.user_agent} if personal else {}
            chained = {"id": event.id, "position": event.position, "chain_hash": event.chain_hash}
            row = {**chained, **_row(event, personal.actor_email if personal else None), **at_hand}
            typer.echo(orjson.dumps(row, default=str))

    as_operator(work)


def _row(event: AuditEvent, actor_email: str | None) -> dict[str, object]:
    return {
        "at": event.at,
        "type": event.type,
        "actor_id": event.actor_id,
        "target_type": event.target_type,
        "target_id": event.target_id,
        "org_id": event.org_id,
        "detail": event.detail,
        "actor_email": actor_email,
    }

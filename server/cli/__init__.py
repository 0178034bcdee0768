"""The operator's command line, `ostiary`. A wrong flag, setting or file: one sentence, exit code 2, nothing changed.

What is not there, or is so already, is one sentence and exit code 1. So is a fault that was looked for and found.
"""

import sys

import typer
from typer.exceptions import Abort, TyperException

from server.cli import (
    api_keys,
    audit,
    doctor,
    keys,
    orgs,
    origins,
    outbox,
    serving,
    sessions,
    templates,
    transfers,
    upkeep,
    users,
)

app = typer.Typer(
    no_args_is_help=True, pretty_exceptions_enable=False, help="A self-hosted GraphQL authentication API."
)
app.command()(serving.run)
app.command()(serving.worker)
app.command()(serving.migrate)
app.command()(serving.schema)
app.command()(doctor.doctor)
app.command()(upkeep.cleanup)
app.command()(upkeep.info)
app.command()(users.create_test_users)
users.app.command("import")(transfers.import_users)
users.app.command("export")(transfers.export_users)
app.add_typer(users.app, name="users")
app.add_typer(orgs.app, name="orgs")
app.add_typer(sessions.app, name="sessions")
app.add_typer(outbox.app, name="outbox")
app.add_typer(keys.app, name="keys")
app.add_typer(audit.app, name="audit")
app.add_typer(api_keys.app, name="api-keys")
app.add_typer(origins.app, name="origins")
app.add_typer(templates.app, name="templates")


def main() -> None:
    """Says what is wrong with a command in one sentence, where Typer would also print the usage."""
    try:
        sys.exit(app(standalone_mode=False))
    except TyperException as error:
        typer.echo(" ".join(error.format_message().replace("Value error, ", "").split()), err=True)
        sys.exit(error.exit_code)
    except Abort:
        typer.echo("Left as it was.", err=True)
        sys.exit(1)

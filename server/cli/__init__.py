"""The operator's command line, `ostiary`. A wrong flag, setting or address: one sentence, exit code 2, nothing changed.

What is not there, or is so already, is one sentence and exit code 1.
"""

import typer

from server.cli import api_keys, audit, keys, orgs, origins, outbox, serving, users

app = typer.Typer(
    no_args_is_help=True, pretty_exceptions_enable=False, help="A self-hosted GraphQL authentication API."
)
app.command()(serving.run)
app.command()(serving.worker)
app.command()(serving.migrate)
app.command()(serving.schema)
app.command()(users.create_test_users)
app.add_typer(users.app, name="users")
app.add_typer(orgs.app, name="orgs")
app.add_typer(outbox.app, name="outbox")
app.add_typer(keys.app, name="keys")
app.add_typer(audit.app, name="audit")
app.add_typer(api_keys.app, name="api-keys")
app.add_typer(origins.app, name="origins")

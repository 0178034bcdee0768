"""`ostiary templates`: what mails and text messages are made of, for an operator to replace. Asks no database."""

from pathlib import Path
from typing import Annotated

import typer

from server.cli.console import fail
from server.cli.tables import AsJson, show
from services.delivery import overrides
from services.delivery.rendering import VALUES, channel_of

app = typer.Typer(no_args_is_help=True, help="Templates of messages: list, export.")


@app.command("list")
def list_(*, as_json: AsJson = False) -> None:
    """List the templates with the values that each is given."""
    rows = [
        {"name": name, "channel": channel_of(name), "values": ", ".join(sorted(values))}
        for name, values in VALUES.items()
    ]
    show(rows, as_json=as_json, empty="")


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(help="Where to; OSTIARY_TEMPLATE_DIR names it from then on.")],
    *,
    name: Annotated[list[str] | None, typer.Option(help="Only this template; may be given again.")] = None,
) -> None:
    """Copy the built-in templates to a folder, to change them there."""
    if unknown := set(name or ()) - VALUES.keys():
        fail(f"There is no template {', '.join(sorted(unknown))}: `ostiary templates list` names them.", code=2)
    files = overrides.exported(folder, name or [])
    if there := [target for target in files.values() if target.exists()]:
        fail(f"{there[0]} is there already.")
    try:
        overrides.export(files)
    except OSError as error:
        fail(f"{folder}: {error.strerror}.", code=2)
    typer.echo(f"{len(files)} file{' is' if len(files) == 1 else 's are'} in {folder}.")

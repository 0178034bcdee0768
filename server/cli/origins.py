"""`ostiary origins`: where links may lead, beside the origins of the settings."""

from typing import Annotated

import typer

from resolvers import redirects
from server.cli.console import as_operator
from server.cli.tables import AsJson, show_json

app = typer.Typer(no_args_is_help=True, help="Redirect origins: list, set.")


@app.command("list")
def list_(*, as_json: AsJson = False) -> None:
    """List every origin that is allowed, a line each."""
    origins = as_operator(redirects.every)
    if as_json:
        show_json(origins)
    else:
        _print(origins)


@app.command("set")
def set_(
    origins: Annotated[
        list[str] | None, typer.Argument(help="Exact origins; none leaves those of the settings.")
    ] = None,
) -> None:
    """Replace the origins that are allowed beside those of the settings."""
    _print(as_operator(lambda context: redirects.replace(context, origins or [])))


def _print(origins: list[str]) -> None:
    for origin in origins:
        typer.echo(origin)

"""The operator's command line, `ostiary`. A wrong flag, setting or file: one sentence, exit code 2, nothing changed.

What is not there, or is so already, is one sentence and exit code 1. So is a fault that was looked for and found.
"""

import sys
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import typer
from typer.core import TyperGroup
from typer.exceptions import Abort, TyperException
from typer.main import get_group

from server.loading import load

# Where each command is, or each group of them. Only what is called is loaded: all of them take a server's start twice.
COMMANDS = {
    "run": "server.cli.serving:run",
    "worker": "server.cli.serving:worker",
    "migrate": "server.cli.serving:migrate",
    "schema": "server.cli.serving:schema",
    "doctor": "server.cli.doctor:doctor",
    "cleanup": "server.cli.upkeep:cleanup",
    "info": "server.cli.upkeep:info",
    "create-test-users": "server.cli.users:create_test_users",
    "codegen": "codegen.command:codegen",
    "users": "server.cli.users:app",
    "orgs": "server.cli.orgs:app",
    "sessions": "server.cli.sessions:app",
    "outbox": "server.cli.outbox:app",
    "keys": "server.cli.keys:app",
    "audit": "server.cli.audit:app",
    "api-keys": "server.cli.api_keys:app",
    "origins": "server.cli.origins:app",
    "templates": "server.cli.templates:app",
}


class _Commands(Mapping[str, Any]):
    """COMMANDS, each made when it is asked for. The help asks for all."""

    def __getitem__(self, name: str) -> Any:
        return _made(name, COMMANDS[name])

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


@cache
def _made(name: str, target: str) -> Any:
    holder, loaded = typer.Typer(), load(target)
    if isinstance(loaded, typer.Typer):
        holder.add_typer(loaded, name=name)
    else:
        holder.command(name)(loaded)
    return get_group(holder).commands[name]


class _Group(TyperGroup):
    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = _Commands()  # type: ignore[assignment] # Nobody adds to it.


app = typer.Typer(
    cls=_Group, no_args_is_help=True, pretty_exceptions_enable=False, help="A self-hosted GraphQL authentication API."
)


@app.callback()
def _app() -> None:
    """Makes a group of it, though no command is registered."""


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

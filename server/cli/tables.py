"""What commands print: tables for people, JSON for scripts."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Annotated

import orjson
import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from server.cli.console import in_words

AsJson = Annotated[bool, typer.Option("--json", help="For scripts.")]
_WIDEST = 1000


def show(rows: Sequence[Mapping[str, object]], *, as_json: bool, empty: str) -> None:
    """A table for people, or a JSON list of the same objects."""
    if as_json:
        show_json(rows)
    elif not rows:
        typer.echo(empty)
    else:
        _print_table(rows[0].keys(), [[_shown(value) for value in row.values()] for row in rows])


def show_one(row: Mapping[str, object], *, as_json: bool) -> None:
    if as_json:
        show_json(row)
    else:
        _print_table(None, [[Text(in_words(name)), _shown(value)] for name, value in row.items()])


def show_json(value: object) -> None:
    # asyncpg's UUIDs are a subclass, which orjson does not know.
    typer.echo(orjson.dumps(value, default=str, option=orjson.OPT_INDENT_2))


def _print_table(columns: Iterable[str] | None, rows: Iterable[Sequence[Text]]) -> None:
    table = Table(show_header=columns is not None, box=None, pad_edge=False)
    for column in columns or ():
        table.add_column(in_words(column), overflow="fold")
    for row in rows:
        table.add_row(*row)
    # Piped output is for `grep`: one line for each row, however long.
    Console(width=None if sys.stdout.isatty() else _WIDEST).print(table)


def _shown(value: object) -> Text:
    """As Text, which knows no markup: what people typed in is shown, not obeyed."""
    match value:
        case None:
            return Text("-", style="dim")
        case bool():
            return Text("yes" if value else "no")
        case datetime():
            return Text(f"{value:%Y-%m-%d %H:%M}")
        case _:
            return Text(str(value))

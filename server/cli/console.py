"""What every command shares: settings, the operator's Context, tables and JSON, one sentence for what went wrong."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Annotated, Any, NoReturn, TypeVar

import orjson
import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text
from tortoise.exceptions import BaseORMException, DBConnectionError

from resolvers.context import Context
from server.app import database
from server.settings import WRONG_SECRET_KEY, Settings, SettingsError
from server.wiring import build_services
from services.audit import Origin
from services.errors import InvalidInput, OstiaryError, WeakPassword
from services.texts import DEFAULT
from services.vault import Unsealable

Result = TypeVar("Result")
AsJson = Annotated[bool, typer.Option("--json", help="For scripts.")]

_OPERATOR = Origin(user_agent="ostiary command line")
# Any server may run beside this command and keep what it read: what is forgotten here waits until it is so there.
_NO_WORKER = 0
_WIDEST = 1000


def fail(sentence: str, *, code: int = 1) -> NoReturn:
    if sentence:
        typer.echo(sentence, err=True)
    raise typer.Exit(code)


def load_settings() -> Settings:
    try:
        return Settings.load()
    except SettingsError as error:
        fail(str(error), code=2)
    except OSError as error:
        fail(f"The secret beside the database cannot be kept: {error}.", code=2)


def as_operator(work: Callable[[Context], Coroutine[Any, Any, Result]]) -> Result:
    """Runs `work` with a Context that no guard stands before: who may run commands here may do anything."""
    return in_loop(_with_context(load_settings(), work))


def in_loop(work: Coroutine[Any, Any, Result]) -> Result:
    """Runs to the end; a refusal and a database that does not answer end the command with a sentence."""
    try:
        return asyncio.run(work)
    except (InvalidInput, WeakPassword) as refusal:
        fail(_reasons(refusal), code=2)
    except OstiaryError as refusal:
        refusal.speak(DEFAULT)
        fail(refusal.message)
    except Unsealable:
        fail(WRONG_SECRET_KEY)
    except BrokenPipeError:
        raise
    except (DBConnectionError, OSError) as error:
        fail(f"The database cannot be reached: {error}.")
    except BaseORMException as error:
        fail(f"The database refused: {error}. Is it up to date? `ostiary migrate` sees to that.")


async def _with_context(settings: Settings, work: Callable[[Context], Coroutine[Any, Any, Result]]) -> Result:
    async with _context(settings) as context:
        return await work(context)


@asynccontextmanager
async def _context(settings: Settings) -> AsyncIterator[Context]:
    services = build_services(settings, workers=_NO_WORKER)
    async with database(settings):
        try:
            yield Context(services, origin=_OPERATOR, is_operator=True)
        finally:
            services.passwords.close()


def _reasons(refusal: InvalidInput | WeakPassword) -> str:
    if isinstance(refusal, WeakPassword):
        return f"{refusal.message} It is {', '.join(_in_words(reason) for reason in refusal.reasons)}."
    refusal.speak(DEFAULT)
    return " ".join(f"{fault}." for fault in refusal.fields)


def _in_words(name: str) -> str:
    return name.replace("_", " ").lower()


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
        _print_table(None, [[Text(_in_words(name)), _shown(value)] for name, value in row.items()])


def show_json(value: object) -> None:
    # asyncpg's UUIDs are a subclass, which orjson does not know.
    typer.echo(orjson.dumps(value, default=str, option=orjson.OPT_INDENT_2))


def _print_table(columns: Iterable[str] | None, rows: Iterable[Sequence[Text]]) -> None:
    table = Table(show_header=columns is not None, box=None, pad_edge=False)
    for column in columns or ():
        table.add_column(_in_words(column), overflow="fold")
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

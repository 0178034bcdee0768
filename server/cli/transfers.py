"""`ostiary users import` and `export`: everyone, from a file and into one."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Annotated, BinaryIO, TextIO

import orjson
import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from resolvers import exports, imports
from resolvers.context import Context
from resolvers.imports import Import, Refused, Source, Tally
from server.cli.console import as_operator, fail
from server.cli.foreign_exports import Unreadable, read_hash_config
from server.cli.import_formats import Format, read
from server.cli.tables import AsJson, show_json
from services.seen import Seen

_SHOWN = 20
_FORMATS = "|".join(Format)


def import_users(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Whom to import; `-` reads standard input.")],
    *,
    format_: Annotated[
        Format | None, typer.Option("--format", metavar=_FORMATS, help="Left out: csv by the file's name, else jsonl.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check everything, import nobody.")] = False,
    report: Annotated[
        Path | None, typer.Option(help="Where every line that was not imported is told, as JSON.")
    ] = None,
    hash_config: Annotated[
        Path | None, typer.Option(help="For firebase: the password hash parameters, as its console shows them.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Import people with their password hashes. Who is there already stays; to go on after a break, run it again."""
    chosen = format_ or (Format.CSV if file.suffix.lower() == ".csv" else Format.JSONL)
    config = _hash_config(chosen, hash_config)
    with ExitStack() as stack:
        handle = stack.enter_context(_opened(file))
        seen = stack.enter_context(Seen())
        tell = _reporter(stack.enter_context(_written(report)) if report else None)
        entries = read(handle, chosen, config)
        bar = stack.enter_context(_bar(file, handle))
        run = as_operator(
            lambda context: _run(Import(context, seen, dry_run=dry_run), _watched(entries, bar, handle), tell)
        )
    _sum_up(run, dry_run=dry_run, as_json=as_json)


async def _run(run: Import, entries: Iterator[Source | Refused], tell: Callable[[Refused], None]) -> Tally:
    while batch := list(islice(entries, imports.BATCH)):
        for refused in await run.take(batch):
            tell(refused)
    return run.tally


def _hash_config(format_: Format, path: Path | None) -> dict[str, str]:
    if format_ is not Format.FIREBASE:
        return {}
    if path is None:
        fail("--hash-config: Firebase's hashes need the parameters of the project.", code=2)
    try:
        return read_hash_config(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, Unreadable) as error:
        fail(f"--hash-config: {path} {error if isinstance(error, Unreadable) else 'cannot be read'}.", code=2)


def _opened(file: Path) -> BinaryIO:
    if str(file) == "-":
        return sys.stdin.buffer
    try:
        return file.open("rb")
    except OSError as error:
        fail(f"{file}: {error.strerror}.", code=2)


def _written(report: Path) -> TextIO:
    try:
        return report.open("w", encoding="utf-8")
    except OSError as error:
        fail(f"--report: {report}: {error.strerror}.", code=2)


def _reporter(report: TextIO | None) -> Callable[[Refused], None]:
    """Tells of each line that nobody was made of: all of them in the report, else the first faults to the operator."""
    told = 0

    def tell(refused: Refused) -> None:
        nonlocal told
        if report is not None:
            line = {"line": refused.line, "present": refused.is_present, "reason": refused.reason}
            report.write(orjson.dumps(line).decode() + "\n")
        elif not refused.is_present:
            told += 1
            if told <= _SHOWN:
                typer.echo(f"Line {refused.line}: {refused.reason}", err=True)
            elif told == _SHOWN + 1:
                typer.echo("There are more: --report FILE tells of all.", err=True)

    return tell


def _bar(file: Path, handle: BinaryIO) -> Progress:
    """By the bytes of the file; for a person at a terminal only."""
    columns = (TextColumn("Importing"), BarColumn(), TextColumn("{task.percentage:.0f} %"), TimeElapsedColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty())
    bar.add_task("", total=file.stat().st_size if file.is_file() and handle.seekable() else None)
    return bar


def _watched(entries: Iterator[Source | Refused], bar: Progress, handle: BinaryIO) -> Iterator[Source | Refused]:
    (task,) = bar.task_ids
    for count, entry in enumerate(entries):
        yield entry
        if count % imports.BATCH == 0 and handle.seekable():
            bar.update(task, completed=handle.tell())


def _sum_up(tally: Tally, *, dry_run: bool, as_json: bool) -> None:
    if as_json:
        show_json(asdict(tally))
    else:
        done = "would be imported" if dry_run else "imported"
        typer.echo(f"{tally.imported} {done}, {tally.present} there already, {tally.refused} refused.")
        if tally.identities_left_out:
            typer.echo(f"Left out, of providers that are not set up here: {tally.identities_left_out} identities.")
    if tally.refused:
        raise typer.Exit(1)


def export_users(
    *, with_hashes: Annotated[bool, typer.Option("--with-hashes", help="With password hashes: keep it safe.")] = False
) -> None:
    """Print everyone as JSON Lines, oldest first, as `import` reads them."""

    async def work(context: Context) -> None:
        async for person in exports.people(context, with_hashes=with_hashes):
            typer.echo(orjson.dumps(person, default=str))

    as_operator(work)

"""docs/cli.md: every command of `ostiary` with its arguments and options, told from the tree. Decides nothing."""

from collections.abc import Iterator
from typing import Any

from typer.main import get_command

from server.__main__ import app

_OPENING = """# The command line

`ostiary` reads the same settings as the server, and speaks to the same database. It asks for no password of its own:
who may run it here may do anything. What it changes is recorded in the [audit log](audit-events.md) without an actor.

Tables are for people; `--json` prints the same for scripts. Where a command takes `WHO`, write an address, a phone
number with its country code, or an id.

| Exit code | Means |
| --- | --- |
| 0 | Done |
| 1 | It is not there, or it is so already; or a fault that was looked for was found. One sentence on standard error |
| 2 | A wrong flag, setting or file. One sentence on standard error, and nothing changed |

`ostiary --install-completion` teaches your shell to complete commands, `--show-completion` prints how.

Written by `make codegen` from the commands themselves; `ostiary COMMAND --help` says the same.
"""


def generate() -> str:
    sections = [_section(path, command) for path, command in leaves(get_command(app))]
    return "\n".join([_OPENING, *sections])


def leaves(group: Any, path: tuple[str, ...] = ("ostiary",)) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Each command with the words that call it, in the order of the help."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from leaves(command, (*path, name))
        else:
            yield (*path, name), command


def _section(path: tuple[str, ...], command: Any) -> str:
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    options = [each for each in command.params if each.param_type_name == "option"]
    call = " ".join([*path, *map(_argument, arguments)])
    rows = [f"| `{_argument(each)}` | {_cell(each.help)} |" for each in arguments]
    rows += [f"| `{_cell(_option(each))}` | {_cell(each.help)}{_default(each)} |" for each in options]
    table = ["", "| | |", "| --- | --- |", *rows] if rows else []
    return "\n".join([f"## {' '.join(path)}", "", f"`{call}`: {command.help.strip()}", *table, ""])


def _argument(argument: Any) -> str:
    name = argument.metavar or argument.name.upper()
    return name if argument.required else f"[{name}]"


def _option(option: Any) -> str:
    names = "/".join([*option.opts, *option.secondary_opts])
    return names if option.is_flag else f"{names} {option.metavar or option.name.upper()}"


def _cell(text: str | None) -> str:
    return (text or "").replace("|", "\\|")


def _default(option: Any) -> str:
    """Where one is told at all: neither for flags nor for what may be left out."""
    if option.is_flag or option.default in (None, (), ""):
        return " Required." if option.required else ""
    return f" Default: `{str(option.default).lower()}`."

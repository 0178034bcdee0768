"""Runs `ostiary` commands beside a server, as an operator's shell would."""

import os
import pty
import select
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.support.processes import Outcome, attempt
from tests.support.server import Server

ASKING_SECONDS = 20

__all__ = ["attempt", "attempt_at_terminal", "attempt_beside"]


def attempt_beside(server: Server, *arguments: str, typed: str | Path = "") -> Outcome:
    """With the settings of a running server, in its folder."""
    return attempt(*arguments, settings=server.settings, folder=server.log_path.parent, typed=typed)


def attempt_at_terminal(server: Server, *arguments: str, typed: Sequence[str]) -> Outcome:
    """By a person who types these lines, each when it is asked for."""
    person, terminal = pty.openpty()
    with ThreadPoolExecutor(1) as hands:
        typing = hands.submit(_type, person, typed)
        try:
            return attempt_beside(server, *arguments, typed=Path(os.ttyname(terminal)))
        finally:
            os.close(terminal)
            typing.result()
            os.close(person)


def _type(person: int, lines: Sequence[str]) -> None:
    for line in lines:
        shown = b""
        while not shown.endswith(b" "):
            asked, _, _ = select.select([person], [], [], ASKING_SECONDS)
            assert asked, f"Nobody asks for {line!r}"
            shown += os.read(person, 1024)
        os.write(person, f"{line}\n".encode())

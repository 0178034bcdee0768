"""Runs `ostiary` commands beside a server, as an operator's shell would."""

from tests.support.processes import Outcome, attempt
from tests.support.server import Server

__all__ = ["attempt", "attempt_beside"]


def attempt_beside(server: Server, *arguments: str, typed: str = "") -> Outcome:
    """With the settings of a running server, in its folder."""
    return attempt(*arguments, settings=server.settings, folder=server.log_path.parent, typed=typed)

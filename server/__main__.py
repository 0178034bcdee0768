"""`ostiary` and `python -m server`: the operator's command line, and the entry of the processes that it starts."""

from typing import Any

from server.cli import app, main
from server.loading import load

__all__ = ["app", "main", "serve"]


def serve() -> Any:
    """The application, for a worker process among several."""
    return load("server.cli.serving:serve")()


if __name__ == "__main__":
    main()

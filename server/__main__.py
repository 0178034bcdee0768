"""`ostiary` and `python -m server`: the operator's command line, with the one command that stands above the server."""

from codegen.command import codegen
from server.cli import app, main

__all__ = ["app", "main"]

app.command()(codegen)

if __name__ == "__main__":
    main()

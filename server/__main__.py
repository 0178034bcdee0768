"""`ostiary` and `python -m server`: the operator's command line, with the one command that stands above the server."""

from codegen.command import codegen
from server.cli import app


def main() -> None:
    app.command()(codegen)
    app()


if __name__ == "__main__":
    main()

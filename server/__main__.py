"""`python -m server`: the same as the console script `ostiary`."""

from server.cli import main

main()

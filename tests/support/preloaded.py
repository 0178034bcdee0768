"""Every command, loaded as the process itself would: what the fork server has imported before it makes a process."""

from server.cli import COMMANDS
from server.loading import load

for target in COMMANDS.values():
    load(target)

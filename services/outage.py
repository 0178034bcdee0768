"""Leaves Redis alone for a while after it failed, so that its silence is waited for once and not by each request.

Never decides what is done instead.
"""

import time
from dataclasses import dataclass


@dataclass
class Outage:
    """Shared by all that ask the same Redis. After `lasts` seconds one tries again; the rest wait for its word."""

    lasts: float = 5.0
    _until: float | None = None

    def spares(self) -> bool:
        """True where Redis is not to be asked. False for one asker at a time, until that one could tell."""
        if self._until is None:
            return False
        if time.monotonic() < self._until:
            return True
        self.begin()
        return False

    def begin(self) -> None:
        self._until = time.monotonic() + self.lasts

    def end(self) -> None:
        self._until = None

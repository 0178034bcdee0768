"""Waits for what happens in the background, bounded, and without a fixed sleep."""

import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


def wait_for(look: Callable[[], Found], *, seconds: float = 20) -> Found:
    """What `look` finds, once it finds something true."""
    deadline = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < deadline, "It did not happen in time."
        time.sleep(0.05)
    return found

"""What an operation raises.

OstiaryError
├── Fault          the server refused: a guard, a limit, a wrong request, a fault of its own
└── Unreachable    no answer came, or none of Ostiary's; whether the operation ran is not known

What a person could have caused is no exception: it is an outcome, a member of the operation's union.
"""

from collections.abc import Mapping, Sequence
from typing import Any


class OstiaryError(Exception):
    """Anything that this package raises about a request."""


class Unreachable(OstiaryError):
    """The network, a proxy, or a server that is away. Says nothing about the session."""


class Fault(OstiaryError):
    """The first of `errors`, taken apart. `data` is what was answered all the same."""

    def __init__(self, errors: Sequence[Mapping[str, Any]], data: Mapping[str, Any] | None = None) -> None:
        first = errors[0]
        super().__init__(str(first.get("message", "")))
        self.errors = errors
        self.data = data
        extensions = first.get("extensions") or {}
        self.code: str = extensions.get("code", "")
        """A FaultCode, or a newer one."""
        self.reason: str | None = extensions.get("reason")
        """A FaultReason, or a newer one: beside UNAUTHENTICATED and FORBIDDEN."""
        self.retry_after: int | None = extensions.get("retryAfter")
        """Seconds, where waiting helps."""
        self.fields: Sequence[Mapping[str, str]] = extensions.get("fields", ())
        """Beside BAD_USER_INPUT: `path` and `message` of each wrong field."""
        self.methods: Sequence[str] = extensions.get("methods", ())
        """Beside REAUTHENTICATION_REQUIRED: what `reauthenticate` takes; none where only signing in again does."""
        self.request_id: str | None = extensions.get("requestId")
        """Finds it in the server's log."""

    def __str__(self) -> str:
        return f"{self.reason or self.code}: {super().__str__()}"

"""What a session is held by, and where an application keeps it."""

import time
from dataclasses import dataclass, field
from typing import Protocol

# A token this close to its end (seconds) may be over when it arrives.
_MARGIN = 10


@dataclass(frozen=True)
class Tokens:
    """`access_token` may also be an API key, which nothing renews."""

    access_token: str | None = field(default=None, repr=False)
    refresh_token: str | None = field(default=None, repr=False)
    expires_at: float | None = None
    """Of the access token, in seconds since 1970 by this machine's clock."""

    @property
    def is_due(self) -> bool:
        """Whether to renew before asking anything."""
        over = self.expires_at is not None and self.expires_at - _MARGIN <= time.time()
        return self.refresh_token is not None and (over or self.access_token is None)


class TokenStore(Protocol):
    """One person's tokens. Called often, and on the event loop: answer at once."""

    def load(self) -> Tokens | None: ...

    def save(self, tokens: Tokens | None) -> None:
        """None: the session ended, forget it."""


class MemoryStore:
    """Keeps them for as long as it lives."""

    def __init__(self, tokens: Tokens | None = None) -> None:
        self._tokens = tokens

    def load(self) -> Tokens | None:
        return self._tokens

    def save(self, tokens: Tokens | None) -> None:
        self._tokens = tokens

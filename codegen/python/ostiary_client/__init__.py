"""A typed client for Ostiary: `AsyncClient` and `Client`, and every type that they take and answer."""

from ostiary_client.faults import Fault, OstiaryError, Unreachable
from ostiary_client.generated import *  # noqa: F403
from ostiary_client.redirects import Pkce, Redirect
from ostiary_client.tokens import MemoryStore, Tokens, TokenStore

__all__ = [
    "Fault",
    "MemoryStore",
    "OstiaryError",
    "Pkce",
    "Redirect",
    "TokenStore",
    "Tokens",
    "Unreachable",
]

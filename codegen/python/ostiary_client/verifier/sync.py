# Written by codegen. Do not edit.
"""Verifies access tokens by the keys that their issuer publishes. Written from `aio.py`."""

import time
from threading import Lock
from contextlib import suppress

import httpx
import jwt

from ostiary_client.verifier.cache import KeyCache
from ostiary_client.verifier.checks import Principal, key_id_of, keys_in, principal_of

_FETCH_TIMEOUT = 3.0


class Verifier:
    """`issuer` is the server's PUBLIC_URL, `audience` its TOKEN_AUDIENCE where that is another.

    Keep one for the process: it remembers keys. All durations are seconds, see docs/clients/python.md.
    """

    def __init__(
        self,
        issuer: str,
        *,
        audience: str | None = None,
        http: httpx.Client | None = None,
        leeway: float = 30,
        fresh_for: float = 300,
        stale_for: float = 86_400,
        cooldown: float = 5,
    ) -> None:
        self._issuer = issuer.rstrip("/")
        self._audience = audience or self._issuer
        self._http = http or httpx.Client()
        self._leeway = leeway
        self._cache = KeyCache(fresh_for, stale_for, cooldown)
        self._fetching = Lock()

    def verify(self, token: str) -> Principal:
        """Raises BadToken; KeysUnavailable where that cannot be told."""
        key = self._key(key_id_of(token))
        return principal_of(token, key, issuer=self._issuer, audience=self._audience, leeway=self._leeway)

    def close(self) -> None:
        self._http.close()

    def _key(self, key_id: str) -> jwt.PyJWK:
        if key := self._cache.fresh(key_id):
            return key
        began = time.monotonic()
        # Nobody waits for news about a key that may still be used.
        if self._fetching.locked() and (key := self._cache.stale(key_id)):
            return key
        with self._fetching:
            if self._cache.asks(began):
                self._fetch()
        return self._cache.settled(key_id, began)

    def _fetch(self) -> None:
        """Leaves what is cached where the issuer does not answer with keys."""
        with suppress(httpx.HTTPError, ValueError):
            response = self._http.get(f"{self._issuer}/.well-known/jwks.json", timeout=_FETCH_TIMEOUT)
            self._cache.store(keys_in(response.raise_for_status().json()))

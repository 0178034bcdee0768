"""When keys that were fetched may be used, and when to ask again. Fetches nothing itself."""

import math
import time
from dataclasses import dataclass, field

import jwt

from ostiary_client.verifier.checks import BadToken, Keys, KeysUnavailable


@dataclass
class KeyCache:
    """All in seconds: keys are used unasked for `fresh_for`, and for `stale_for` where the issuer is away;
    `cooldown` lies between two questions.
    """

    fresh_for: float
    stale_for: float
    cooldown: float
    _keys: Keys = field(default_factory=dict)
    _fetched_at: float = -math.inf
    _asked_at: float = -math.inf

    def fresh(self, key_id: str) -> jwt.PyJWK | None:
        return self._younger_than(self.fresh_for, key_id)

    def stale(self, key_id: str) -> jwt.PyJWK | None:
        return self._younger_than(self.stale_for, key_id)

    def asks(self, began: float) -> bool:
        """Whether to ask the issuer now: not where somebody did since this request began, or a moment ago."""
        if self._fetched_at >= began or time.monotonic() - self._asked_at < self.cooldown:
            return False
        self._asked_at = time.monotonic()
        return True

    def store(self, keys: Keys) -> None:
        self._keys = keys
        self._fetched_at = time.monotonic()

    def settled(self, key_id: str, began: float) -> jwt.PyJWK:
        """Only who has seen today's keys may call one unknown: a key may be newer than what is cached."""
        if key := self.stale(key_id):
            return key
        if self._fetched_at >= began:
            raise BadToken("TOKEN_INVALID")
        raise KeysUnavailable(math.ceil(max(1, self.cooldown)))

    def _younger_than(self, age: float, key_id: str) -> jwt.PyJWK | None:
        return self._keys.get(key_id) if time.monotonic() - self._fetched_at < age else None

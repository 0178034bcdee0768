"""PKCE (RFC 7636), S256 only: who begins a flow is who ends it."""

import hashlib
import hmac
import re
from base64 import urlsafe_b64encode

_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")
_VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}")


def is_challenge(text: str) -> bool:
    return _CHALLENGE.fullmatch(text) is not None


def matches_challenge(challenge: object, verifier: str | None) -> bool:
    """With a challenge only its verifier; without one none: who sends one began with a challenge (RFC 9700 §2.1.1)."""
    if challenge is None:
        return verifier is None
    if not isinstance(challenge, str) or verifier is None or not _VERIFIER.fullmatch(verifier):
        return False
    return hmac.compare_digest(challenge_of(verifier), challenge)


def challenge_of(verifier: str) -> str:
    return urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()

"""Checks Ostiary's access tokens in another service, by the public keys alone. Asks nobody about a token.

What it cannot know: whether the session was ended or the account switched off before the token expires.
"""

from ostiary_client.verifier.aio import AsyncVerifier
from ostiary_client.verifier.checks import BadToken, KeysUnavailable, Principal
from ostiary_client.verifier.sync import Verifier

__all__ = ["AsyncVerifier", "BadToken", "KeysUnavailable", "Principal", "Verifier"]

"""Passkeys as a second factor and as a proof that it is still you. Knows nothing of sessions, which ask it.

Until passkeys are there no account has one, and no answer of one is right.
"""

# ruff: noqa: ARG001
from typing import Any

from models import OneTimeToken, User
from resolvers.context import Context


async def options(context: Context, user: User) -> dict[str, Any]:
    """For navigator.credentials.get, where the account has a passkey. Kept in the `detail` of the MFA challenge."""
    raise NotImplementedError


async def answers_challenge(context: Context, challenge: OneTimeToken, credential: Any) -> bool:
    """In the transaction that spends the MFA challenge: whether one of the person's passkeys answers its options."""
    return False


async def answers(context: Context, user: User, challenge: str, credential: Any) -> bool:
    """Whether one of the person's passkeys answers a challenge of `beginPasskeySignIn`, which is spent by this."""
    return False

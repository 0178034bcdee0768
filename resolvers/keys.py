"""Signing keys, as an operator sees them."""

from models import SigningKey
from resolvers.context import Context
from services import audit


async def every() -> list[SigningKey]:
    """Newest first, retired ones included."""
    return await SigningKey.all().order_by("-id")


async def rotate(context: Context, *, revoke: bool) -> SigningKey:
    """A new key. `revoke`: every access token of the old ones is refused once this returns, on every worker."""
    key = await context.services.keys.rotate(revoke=revoke)
    await audit.record("signing_key_rotated", actor=context.actor, origin=context.origin, kid=key.kid, revoked=revoke)
    return key

"""Signing keys, as an operator sees them."""

from models import SigningKey
from resolvers.context import Context
from services import audit
from services.database import transaction


async def every() -> list[SigningKey]:
    """Newest first, retired ones included."""
    return await SigningKey.all().order_by("-id")


async def rotate(context: Context, *, revoke: bool) -> SigningKey:
    """A new key. `revoke`: every access token of the old ones is refused once this returns, on every worker."""
    keys = context.services.keys
    async with transaction():
        key = await keys.rotate(revoke=revoke)
        await audit.record(
            "signing_key_rotated", actor=context.actor, target=key, origin=context.origin, kid=key.kid, revoked=revoke
        )
    if revoke:
        await keys.settle()
    return key

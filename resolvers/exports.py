"""Everyone, as `resolvers.imports` reads them again: page by page, so that memory stays the same."""

from collections.abc import AsyncIterator
from typing import Any

from pydantic.alias_generators import to_camel
from tortoise.queryset import QuerySet

from models import Identity, User
from resolvers.context import Context
from resolvers.imports import BATCH
from services import audit
from services.database import transaction

_PERSON = (
    "id", "email", "email_verified", "phone", "phone_verified", "full_name", "avatar_url", "locale", "role",
    "is_active", "user_data", "app_data", "created_at", "last_sign_in_at",
)  # fmt: skip
_IDENTITY = ("provider", "issuer", "subject", "email")


async def people(context: Context, *, with_hashes: bool) -> AsyncIterator[dict[str, Any]]:
    """Oldest first. Records that everybody was read, and whether the hashes were."""
    async with transaction():
        await audit.record("users_exported", actor=context.actor, origin=context.origin, with_hashes=with_hashes)
    names = (*_PERSON, "password_hash") if with_hashes else _PERSON
    page = await _page(User.all())
    while page:
        identities = await Identity.filter(user_id__in=[user.id for user in page]).order_by("id")
        for user in page:
            told = {to_camel(name): getattr(user, name) for name in names if getattr(user, name) is not None}
            own = [row for row in identities if row.user_id == user.id]
            yield told | {"identities": [{name: getattr(row, name) for name in _IDENTITY} for row in own]}
        page = await _page(User.filter(id__gt=page[-1].id))


async def _page(matching: QuerySet[User]) -> list[User]:
    return await matching.order_by("id").limit(BATCH)

"""Challenges for a second factor: what a right first one answers with, before there is a session."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from models import Purpose, User
from resolvers import passkey_proofs
from resolvers.context import Context
from services import audit
from services.audit import Actor
from services.database import transaction
from services.errors import Refusal
from services.second_factors import PASSKEY

_TTL = timedelta(minutes=10)


@dataclass(frozen=True)
class Challenge:
    """One-time, and good for `completeMfa` alone. `expires_in`: seconds."""

    token: str
    methods: list[str]
    expires_in: int
    passkey_options: dict[str, Any] | None


async def pose(
    context: Context, user: User, proved: list[str], factors: list[str], *, outrun: type[Refusal]
) -> Challenge:
    """For whom `proved` is right and one of `factors` is still to be shown; an older challenge of theirs is dead."""
    options = await passkey_proofs.options(context, user) if PASSKEY in factors else None
    detail = {"methods": proved, "passkey_options": options}
    async with transaction():
        minted = await context.services.onetime.mint(
            Purpose.MFA, user, user.email or user.phone or "", ttl=_TTL, detail=detail
        )
        if not await as_proved(user).exists():
            raise outrun
        await audit.record("mfa_required", actor=Actor.of(user), target=user, origin=context.origin, methods=proved)
    return Challenge(minted.token, factors, int(_TTL.total_seconds()), options)


def as_proved(user: User) -> QuerySet[User]:
    """The person, as long as they are active and have the password that they had when they proved who they are."""
    same = Q(password_hash=user.password_hash) if user.password_hash else Q(password_hash__isnull=True)
    return User.filter(same, id=user.id, is_active=True)

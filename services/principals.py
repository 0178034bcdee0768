"""Who a session speaks for, right now. The database is the truth; memory saves the trip while it is warm."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from models import Membership, Session, SiteRole, User
from services import second_factors
from services.database import now
from services.memory import Memory
from services.metrics import CACHE_READS
from services.policy import Policy

# Who belongs to more organisations has them read each time: memory is for the many.
_MOST_MEMBERSHIPS = 50
_HIT, _MISS = CACHE_READS.labels("hit"), CACHE_READS.labels("miss")


@dataclass(frozen=True)
class Principal:
    """A living session and what guards ask of its person. `authenticated_at`: when they last proved who they are."""

    session_id: UUID
    user_id: UUID
    email: str | None
    role: SiteRole
    is_verified: bool
    generation: int
    authenticated_at: datetime
    ends_at: datetime
    # A second factor is asked of them, and they have none yet.
    must_enroll: bool
    locale: str | None = None


@dataclass(frozen=True)
class Remembered:
    """A principal with the rows it was made of, to be read and never to be changed: many requests share them.

    `memberships` carry their organisations, in the order of joining; None where there are too many to remember.
    `shown`: what the layers above made of these rows, for as long as they are remembered.
    """

    principal: Principal
    user: User
    memberships: Sequence[Membership] | None
    shown: dict[object, Any] = field(default_factory=dict)


class Principals:
    def __init__(self, memory: Memory[Remembered], policy: Policy) -> None:
        self._memory = memory
        self._policy = policy

    async def of_session(self, session_id: UUID) -> Remembered | None:
        """None once the session has ended, lapsed or lost its person."""
        remembered = self._memory.get(session_id)
        (_MISS if remembered is None else _HIT).inc()
        if remembered is None:
            remembered = await self._memory.share(session_id, self._read)
        return remembered if remembered is not None and remembered.principal.ends_at > now() else None

    async def _read(self, session_id: UUID) -> Remembered | None:
        since = self._memory.begin()
        session = await Session.filter(id=session_id).select_related("user").first()
        if session is None or session.ended_at is not None or not session.user.is_active:
            return None
        remembered = await self.remember(session, session.user)
        orgs = [membership.org_id for membership in remembered.memberships or ()]
        self._memory.put(session_id, remembered, about=(session_id, session.user_id, *orgs), since=since)
        return remembered

    async def remember(self, session: Session, user: User) -> Remembered:
        rows = Membership.filter(user_id=user.id).select_related("org").order_by("id").limit(_MOST_MEMBERSHIPS + 1)
        memberships = await rows
        principal = Principal(
            session_id=session.id,
            user_id=user.id,
            email=user.email,
            role=user.role,
            is_verified=user.email_verified or user.phone_verified,
            generation=session.token_generation,
            authenticated_at=session.authenticated_at,
            ends_at=session.ends_at,
            must_enroll=await self._is_mfa_asked(user, memberships) and not await second_factors.of_person(user.id),
            locale=user.locale,
        )
        return Remembered(principal, user, memberships if len(memberships) <= _MOST_MEMBERSHIPS else None)

    async def _is_mfa_asked(self, user: User, memberships: Sequence[Membership]) -> bool:
        """By REQUIRE_MFA, or by an organisation of theirs."""
        if self._policy.require_mfa == "all" or (self._policy.require_mfa == "admins" and user.role is SiteRole.ADMIN):
            return True
        if len(memberships) <= _MOST_MEMBERSHIPS:
            return any(membership.org.requires_mfa and membership.org.is_active for membership in memberships)
        return await Membership.exists(user_id=user.id, org__requires_mfa=True, org__is_active=True)

    async def forget(self, *ids: UUID) -> None:
        """After the commit of a change of these sessions, people or organisations: returns once no process serves
        what they were.
        """
        await self._memory.forget(*ids)

    async def listen(self) -> None:
        """For as long as the process serves: hears what other processes change."""
        await self._memory.listen()

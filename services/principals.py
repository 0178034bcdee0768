"""Who a session speaks for, right now. The database is the truth; the cache saves the trip while it is warm."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from models import Membership, Session, SiteRole, User
from services import second_factors
from services.cache import Cache
from services.database import now
from services.policy import Policy


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


class Principals:
    def __init__(self, cache: Cache, policy: Policy) -> None:
        self._cache = cache
        self._policy = policy

    async def of_session(self, session_id: UUID) -> Principal | None:
        """None once the session has ended, lapsed or lost its person."""
        key = _key(session_id)
        stored = await self._cache.get(key)
        if stored is not None:
            return _revived(stored)
        session = await Session.filter(id=session_id).select_related("user").first()
        if session is None or session.ended_at is not None or not session.user.is_active or session.ends_at <= now():
            return None
        principal = await self.build(session, session.user)
        await self._cache.put(key, asdict(principal))
        return principal

    async def build(self, session: Session, user: User) -> Principal:
        return Principal(
            session_id=session.id,
            user_id=user.id,
            email=user.email,
            role=user.role,
            is_verified=user.email_verified or user.phone_verified,
            generation=session.token_generation,
            authenticated_at=session.authenticated_at,
            ends_at=session.ends_at,
            must_enroll=await self._is_mfa_asked(user) and not await second_factors.of_person(user.id),
            locale=user.locale,
        )

    async def _is_mfa_asked(self, user: User) -> bool:
        """By REQUIRE_MFA, or by an organisation of theirs."""
        if self._policy.require_mfa == "all" or (self._policy.require_mfa == "admins" and user.role is SiteRole.ADMIN):
            return True
        return await Membership.exists(user_id=user.id, org__requires_mfa=True, org__is_active=True)

    async def forget(self, *session_ids: UUID) -> None:
        """After a change of these sessions or their person: returns once no process serves the old state."""
        await self._cache.forget(*map(_key, session_ids))

    async def forget_user(self, user_id: UUID) -> None:
        """Like `forget`, for every living session of the person."""
        living = Session.filter(user_id=user_id, ends_at__gt=now())
        await self.forget(*await living.values_list("id", flat=True))  # type: ignore[arg-type]


def _key(session_id: UUID) -> str:
    return f"session:{session_id}"


def _revived(stored: dict[str, Any]) -> Principal | None:
    principal = Principal(
        **{
            **stored,
            "session_id": UUID(stored["session_id"]),
            "user_id": UUID(stored["user_id"]),
            "role": SiteRole(stored["role"]),
            "authenticated_at": datetime.fromisoformat(stored["authenticated_at"]),
            "ends_at": datetime.fromisoformat(stored["ends_at"]),
        }
    )
    return principal if principal.ends_at > now() else None
